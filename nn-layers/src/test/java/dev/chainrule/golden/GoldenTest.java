package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.activation.Activations;
import dev.chainrule.activation.ElementwiseActivation;
import dev.chainrule.kernel.Nd4jKernels;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Losses;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Activations, layers and losses against PyTorch, to 1e-9 in double. */
final class GoldenTest {
  private static final double TOLERANCE = 1e-9;

  /** What the files call our members; the rest of their cases have no member here yet. */
  private static final Map<String, String> ACTIVATIONS =
      Map.of(
          "leaky_relu(0.01)", "leaky-relu",
          "elu(1)", "elu",
          "gelu_tanh", "gelu-tanh");

  private static final Map<String, String> LOSSES =
      Map.of(
          "mse reduction=mean over all elements", "mse",
          "mse reduction=sum", "sse",
          "half squared error, summed over features, mean over batch", "half-mse",
          "euclidean norm per row, mean over batch", "euclidean",
          "softmax cross-entropy from logits, class indices, mean", "cross-entropy",
          "softmax cross-entropy from logits, probability targets, mean", "cross-entropy",
          "softmax cross-entropy from large logits (stability)", "cross-entropy",
          "binary cross-entropy with logits mean", "bce",
          "binary cross-entropy with logits mean, large logits", "bce");

  @TestFactory
  Stream<DynamicTest> activations() throws IOException {
    return Golden.cases("activations.json").stream()
        .filter(c -> Activations.TABLE.names().contains(activation(c)))
        .map(c -> dynamicTest(activation(c), () -> checkActivation(c)));
  }

  @Test
  void everyActivationHasACase() throws IOException {
    assertThat(Golden.cases("activations.json").stream().map(GoldenTest::activation))
        .containsAll(Activations.TABLE.names());
  }

  private static String activation(JsonNode c) {
    String name = c.get("activation").asText();
    return ACTIVATIONS.getOrDefault(name, name);
  }

  private static void checkActivation(JsonNode c) {
    Layer layer = Activations.TABLE.get(activation(c));
    if (layer instanceof ElementwiseActivation f) {
      double[] x = Golden.vector(c.get("x"));
      for (int i = 0; i < x.length; i++) {
        double y = f.value(x[i]);
        assertThat(y).as("f(%s)", x[i]).isCloseTo(c.get("f").get(i).asDouble(), within(TOLERANCE));
        assertThat(f.derivative(f.residual(x[i])))
            .as("f′(%s)", x[i])
            .isCloseTo(c.get("df").get(i).asDouble(), within(TOLERANCE));
      }
    } else {
      Pass pass = pass(Network.of(Shape.of(c.get("x").get(0).size()), layer, 0, DataType.DOUBLE));
      close("f", c.get("f"), pass.forward(Golden.array(c.get("x"))));
      close("dx", c.get("dx"), pass.backward(Golden.array(c.get("dy"))));
    }
  }

  @TestFactory
  Stream<DynamicTest> linearLayers() throws IOException {
    return Golden.cases("layers.json").stream()
        .filter(c -> c.get("layer").asText().startsWith("linear"))
        .map(c -> dynamicTest(c.get("layer").asText(), () -> checkLinear(c)));
  }

  private static void checkLinear(JsonNode c) {
    JsonNode parameters = c.get("parameters");
    Dense dense = Dense.of(parameters.get("weight").size());
    Network network =
        Network.of(
            Shape.of(parameters.get("weight").get(0).size()),
            parameters.has("bias") ? dense : dense.withoutBias(),
            0,
            DataType.DOUBLE);
    assertThat(network.params().layout().names())
        .containsExactlyInAnyOrderElementsOf(
            parameters.properties().stream().map(Map.Entry::getKey).toList());
    parameters
        .properties()
        .forEach(p -> network.params().view(p.getKey()).assign(Golden.array(p.getValue())));
    Pass pass = pass(network);
    close("y", c.get("y"), pass.forward(Golden.array(c.get("x"))));
    close("dx", c.get("dx"), pass.backward(Golden.array(c.get("dy"))));
    c.get("dparameters")
        .properties()
        .forEach(p -> close(p.getKey(), p.getValue(), pass.gradients().view(p.getKey())));
  }

  @TestFactory
  Stream<DynamicTest> losses() throws IOException {
    return Golden.cases("losses.json").stream()
        .filter(c -> LOSSES.containsKey(c.get("loss").asText()))
        .map(c -> dynamicTest(c.get("loss").asText(), () -> checkLoss(c)));
  }

  @Test
  void everyLossCaseIsFound() throws IOException {
    assertThat(Golden.cases("losses.json").stream().map(c -> c.get("loss").asText()))
        .containsAll(LOSSES.keySet());
  }

  private static void checkLoss(JsonNode c) {
    Loss loss = Losses.TABLE.get(Objects.requireNonNull(LOSSES.get(c.get("loss").asText())));
    INDArray p = Golden.array(c.get("prediction"));
    INDArray dp = p.ulike();
    double value =
        loss.value(p, Golden.array(c.get("target")), new Nd4jKernels(DataType.DOUBLE), dp);
    assertThat(value).isCloseTo(c.get("value").asDouble(), within(TOLERANCE));
    close("gradient", c.get("gradient"), dp);
  }

  private static Pass pass(Network network) {
    return new Pass(network, Mode.TRAIN, RandomStream.of(0), new Nd4jKernels(DataType.DOUBLE));
  }

  private static void close(String what, JsonNode expected, INDArray actual) {
    assertThat(actual.dup('c').data().asDouble())
        .as(what)
        .containsExactly(Golden.array(expected).dup('c').data().asDouble(), within(TOLERANCE));
  }
}
