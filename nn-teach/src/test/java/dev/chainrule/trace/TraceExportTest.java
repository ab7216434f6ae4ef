package dev.chainrule.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Softmax;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layers;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.loss.SquaredError;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a trace is written as. */
final class TraceExportTest {
  private static Trace trace(Loss loss, INDArray target, DataType type, Layer... layers) {
    Network network = Network.of(Shape.of(2), Sequential.of(layers), 3, type);
    network.params().set("0.weight", 1, 2, 0.5, -1);
    INDArray x = Nd4j.createFromArray(new double[][] {{1, 0.25}, {-2, 3}});
    return Trace.of(network.trainingPass(1), loss, x, target);
  }

  private static Trace small() {
    INDArray target = Nd4j.createFromArray(new double[][] {{0, 1}, {1, 0}});
    return trace(SquaredError.half(), target, DataType.DOUBLE, Dense.of(2, new Relu()));
  }

  @Test
  void jsonIsAsTheSchemaSays() throws IOException {
    INDArray classes = Nd4j.createFromArray(new double[] {1, 0});
    Layer formula = Layers.of("bent", x -> x.square().add(1).sqrt());
    List<Trace> traces =
        List.of(
            small(),
            trace(
                new SoftmaxCrossEntropy(),
                classes,
                DataType.FLOAT,
                Dense.of(2),
                formula,
                new Dropout(0.5),
                Dense.of(3, new Softmax()),
                Dense.of(2)),
            trace(
                new SoftmaxCrossEntropy(),
                classes.mul(0),
                DataType.DOUBLE,
                Dense.of(2),
                Layers.of("log", x -> x.mul(1e200).mul(1e200)), // overflows
                Dense.of(2)));
    for (Trace trace : traces) {
      JsonNode tree = new ObjectMapper().readTree(TraceJson.write(trace));
      assertThat(schema().validate(tree)).isEmpty();
      assertThat(tree.get("values").size()).isEqualTo(trace.values().size());
      assertThat(tree.get("steps").size()).isEqualTo(trace.steps().size());
      double first = tree.get("values").get("A0").get("numbers").get(0).doubleValue();
      assertThat(first).isEqualTo(trace.value("A0").flat(0));
    }
    JsonNode overflowed = TraceJson.tree(traces.get(2)).get("values").get("f2").get("numbers");
    assertThat(overflowed.get(0).textValue()).isIn("Infinity", "-Infinity", "NaN");
  }

  @Test
  void theSchemaRefusesWhatItDoesNotKnow() throws IOException {
    JsonNode tree = new ObjectMapper().readTree("{\"format\": \"chainrule-trace/2\"}");
    assertThat(schema().validate(tree)).isNotEmpty();
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in = TraceJson.class.getResourceAsStream("trace.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
  }

  @Test
  void text() {
    assertThat(TraceText.write(small()))
        .isEqualTo(
            """
            Given
              f₀ [2, 2] =
                 1  0.25
                −2     3
              A₀ [2, 2] =
                  1   2
                0.5  −1
              b₀ [2] = 0  0
              y [2, 2] =
                0  1
                1  0

            Forward, from the input to the prediction
              1. z₁ = A₀ f₀ + b₀   (B2)   8 multiplications
                 z₁ [2, 2] =
                   1.5  0.25
                     4    −4
              2. f₁ = relu(z₁)   (B1, B2)
                 f₁ [2, 2] =
                   1.5  0.25
                     4     0

            Loss
              3. L = 1/2 Σ ½ (f₁ − y)²   (B3)
                 L = 2.95313

            Backward, from the loss to the parameters
              4. ∂L/∂L = 1   (C4)
                 ∂L/∂L = 1
              5. ∂L/∂f₁ = (f₁ − y) / 2   (B3, B4)
                   ∂L/∂f₁ = (f₁ − y) / 2, [1, 2], gradient for each of 2 samples
                 ∂L/∂f₁ [2, 2] =
                   0.75  −0.375
                    1.5       0
              6. ∂L/∂z₁ = ∂L/∂f₁ · ∂f₁/∂z₁ = ∂L/∂f₁ ⊙ [z₁ > 0]   (B8)   4 multiplications
                   ∂f₁/∂z₁ = diag([z₁ > 0]), [2, 2], diagonal for each of 2 samples
                 ∂L/∂z₁ [2, 2] =
                   0.75  −0.375
                    1.5       0
              7. ∂L/∂A₀ = ∂L/∂z₁ · ∂z₁/∂A₀ = (∂L/∂z₁)ᵀ f₀   (B4)   8 multiplications
                   ∂z₁/∂A₀ = I ⊗ f₀ᵀ, [2, 4], kronecker for each of 2 samples
                 ∂L/∂A₀ [2, 2] =
                    −2.25    4.6875
                   −0.375  −0.09375
              8. ∂L/∂b₀ = ∂L/∂z₁ · ∂z₁/∂b₀ = Σ ∂L/∂z₁   (B4)
                   ∂z₁/∂b₀ = I, [2, 2], identity
                 ∂L/∂b₀ [2] = 2.25  −0.375
            """);
  }

  @Test
  void markdown() {
    String text = TraceMarkdown.write(small());
    assertThat(text)
        .startsWith("# One step of training, equation by equation\n")
        .contains("| 1 | Dense(2→2, relu) | $f_{0}$ [2, 2] | $f_{1}$ [2, 2] | $A_{0}$ [2, 2], ")
        .contains("## Given\n\n$$f_{0} = \\begin{bmatrix}1 & 0.25 \\\\ -2 & 3\\end{bmatrix}$$")
        .contains("**Step 1** (B2), multiplications: 8\n\n$$z_{1} = A_{0}\\, f_{0} + b_{0}$$\n")
        .contains(
            "with $\\frac{\\partial z_{1}}{\\partial A_{0}} = I \\otimes f_{0}^\\top$ of shape 2 × 4")
        .contains("## Backward\n");
    for (String line : text.split("\n", -1)) { // what renders: dollars in pairs, braces closed
      assertThat(line.chars().filter(c -> c == '$').count() % 2).as(line).isZero();
      long opened = line.chars().filter(c -> c == '{').count();
      assertThat(line.chars().filter(c -> c == '}').count()).as(line).isEqualTo(opened);
    }
  }

  @Test
  void bigArraysAreShortened() {
    Network network = Network.of(Shape.of(30), Dense.of(20), 3);
    INDArray x = Nd4j.linspace(DataType.FLOAT, 1e-10, 1e-11, 30).reshape(1, 30);
    INDArray target = Nd4j.createFromArray(new float[] {2});
    Trace trace = Trace.of(network.trainingPass(1), new SoftmaxCrossEntropy(), x, target);
    String text = TraceText.array(trace.value("A0"), "");
    assertThat(text.lines()).hasSize(1 + 9).allMatch(line -> line.length() < 120);
    assertThat(text).startsWith("A₀ [20, 30] =\n").contains("…");
    assertThat(TraceMarkdown.write(trace)).contains("\\cdots", "\\cdot 10^{-10}");
    assertThat(Set.of(TraceJson.tree(trace).get("values").get("A0").get("numbers").size()))
        .containsExactly(600);
  }
}
