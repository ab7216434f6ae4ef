package dev.chainrule.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Sigmoid;
import dev.chainrule.activation.Softmax;
import dev.chainrule.activation.Tanh;
import dev.chainrule.autodiff.Var;
import dev.chainrule.init.Constant;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layers;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.loss.SquaredError;
import dev.chainrule.nn.Frame;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Sequential;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.Initializer;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a trace tells of networks of many sorts. */
final class TraceTest {
  private static final INDArray TWO_ROWS =
      Nd4j.createFromArray(new double[][] {{0.5, -1, 2}, {1.5, 0.25, -0.75}});
  private static final INDArray CLASSES = Nd4j.createFromArray(new double[] {1, 0});

  private static Trace classified(Layer... layers) {
    Network network = Network.of(Shape.of(3), Sequential.of(layers), 5, DataType.DOUBLE);
    return Trace.of(network.trainingPass(2), new SoftmaxCrossEntropy(), TWO_ROWS, CLASSES);
  }

  private static String equations(Trace trace) {
    return trace.steps().stream().map(Step::toString).collect(Collectors.joining("\n"));
  }

  /** The worked example of the lecture, D4 to D6: √(x² + exp x²) + cos(x² + exp x²). */
  @Test
  void aFormulaIsTakenApartIntoItsOperations() {
    Layer example =
        Layers.of(
            "example",
            x -> {
              Var a = x.square();
              Var c = a.add(a.exp());
              return c.sqrt().add(c.cos());
            });
    Network network = Network.of(Shape.of(1), example, 1, DataType.DOUBLE);
    Pass pass = network.inferencePass();
    INDArray one = Nd4j.createFromArray(new double[][] {{1}});
    Trace trace = Trace.of(pass, SquaredError.sum(), one, one);
    assertThat(equations(trace))
        .isEqualTo(
            """
            1. u₁,₁ = square(f₀)
            2. u₁,₂ = exp(u₁,₁)
            3. u₁,₃ = u₁,₁ + u₁,₂
            4. u₁,₄ = sqrt(u₁,₃)
            5. u₁,₅ = cos(u₁,₃)
            6. f₁ = u₁,₄ + u₁,₅
            7. L = Σ (f₁ − y)²
            8. ∂L/∂L = 1
            9. ∂L/∂f₁ = 2 (f₁ − y)
            10. ∂L/∂u₁,₅ = ∂L/∂f₁ · ∂f₁/∂u₁,₅
            11. ∂L/∂u₁,₄ = ∂L/∂f₁ · ∂f₁/∂u₁,₄
            12. ∂L/∂u₁,₃ = ∂L/∂u₁,₄ · ∂u₁,₄/∂u₁,₃ + ∂L/∂u₁,₅ · ∂u₁,₅/∂u₁,₃
            13. ∂L/∂u₁,₂ = ∂L/∂u₁,₃ · ∂u₁,₃/∂u₁,₂
            14. ∂L/∂u₁,₁ = ∂L/∂u₁,₂ · ∂u₁,₂/∂u₁,₁ + ∂L/∂u₁,₃ · ∂u₁,₃/∂u₁,₁""");
    assertThat(trace.value("f1").flat(0)).isCloseTo(1.09001, within(1e-5)); // as ./nn diff says
  }

  @Test
  void aFormulaWithParametersGoesBackThroughEveryOperation() {
    Layer scaled =
        Layers.of(
            "scaled",
            input ->
                List.of(
                    new ParamSpec(
                        "gain",
                        Shape.of(input.size()),
                        new Initializer.Fans(1, 1),
                        new Constant(0.5))),
            (x, theta) -> x.mul(theta.get("gain").broadcastTo(x.shape())).tanh());
    Trace trace = classified(scaled, Dense.of(2));
    assertThat(equations(trace))
        .contains("u₁,₂ = f₀ × u₁,₁", "f₁ = tanh(u₁,₂)", "∂L/∂u₁,₂ = ∂L/∂f₁ · ∂f₁/∂u₁,₂");
    assertThat(trace.value("dL/dgain0").shape()).isEqualTo(Shape.of(3));
    for (int i = 0; i < 3; i++) {
      Quotient quotient = trace.quotient("gain0", i);
      assertThat(quotient.quotient()).isCloseTo(quotient.derivative().orElseThrow(), within(1e-9));
    }
  }

  @Test
  void aValueThatActsInTwoWaysHasASumOfTwoProducts() {
    Layer twice = Layers.of("twice", x -> x.mul(x.sin()));
    Trace trace = classified(Dense.of(3), twice, Dense.of(2));
    Step step = trace.step(trace.stepOf("dL/df1"));
    assertThat(step.products()).hasSize(2);
    assertThat(step.toString()).endsWith("∂L/∂f₁ = ∂L/∂u₂,₁ · ∂u₂,₁/∂f₁ + ∂L/∂f₂ · ∂f₂/∂f₁");
  }

  /**
   * x + f(x): its parts are no chain, so it is one link; also where it calls f beside the frame,
   * and only f itself tells of its parts.
   */
  private record Residual(Layer inner, boolean throughFrame) implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return input;
    }

    @Override
    public List<ParamSpec> parameters(Shape input) {
      return inner.parameters(input).stream().map(spec -> spec.within("0")).toList();
    }

    @Override
    public Var define(Var x, Theta theta) {
      return x.add(inner.define(x, theta.child(0)));
    }

    @Override
    public INDArray forward(INDArray x, Frame frame) {
      if (!throughFrame) {
        INDArray fx = inner.forward(x, frame.child(0));
        frame.kernels().axpby(1, x, 1, fx); // in place, so that it is the same array
        return fx;
      }
      INDArray y = frame.bufferLike("y", x);
      frame.kernels().copy(frame.child(0).forward(inner, x), y);
      frame.kernels().axpby(1, x, 1, y);
      return y;
    }

    @Override
    public INDArray backward(INDArray dy, Frame frame) {
      Frame child = frame.child(0);
      INDArray through = throughFrame ? child.backward(inner, dy) : inner.backward(dy, child);
      INDArray dx = frame.bufferLike("dx", dy);
      frame.kernels().copy(through, dx);
      frame.kernels().axpby(1, dy, 1, dx);
      return dx;
    }
  }

  @Test
  void aLayerWhosePartsAreNoChainIsOneStep() {
    Trace trace = classified(new Residual(Dense.of(3, new Tanh()), true), Dense.of(2));
    assertThat(trace.layers().stream().map(TracedLayer::output)).containsExactly("f1", "f2");
    assertThat(trace.layers().get(0).parameters()).containsExactly("0.weight0", "0.bias0");
    Quotient quotient = trace.quotient("0.weight0", 1, 2);
    assertThat(quotient.quotient()).isCloseTo(quotient.derivative().orElseThrow(), within(1e-8));
    double[][] jacobian = localOf(trace, "0.bias0").expand(1);
    assertThat(jacobian).hasDimensions(3, 3);
    assertThat(jacobian[0][1]).isZero();
    assertThat(jacobian[0][0]).isBetween(0.0, 1.0);
  }

  private static Local localOf(Trace trace, String by) {
    return trace.step(trace.stepOf("dL/d" + by)).products().get(0).local();
  }

  @Test
  void whatIsDoneBesideTheTellingIsNotOverlooked() {
    Trace trace = classified(new Residual(Dense.of(3), false), Dense.of(2));
    assertThat(trace.layers().get(0).parameters()).containsExactly("0.weight0", "0.bias0");
    assertThat(equations(trace)).doesNotContain("A₀").contains("A₁ f₁");
    Quotient quotient = trace.quotient("0.weight0", 1, 2);
    assertThat(quotient.quotient()).isCloseTo(quotient.derivative().orElseThrow(), within(1e-8));
  }

  @Test
  void aSquareWrittenAsAProductHasOneDerivative() {
    Trace trace = classified(Dense.of(3), Layers.of("square", x -> x.mul(x)), Dense.of(2));
    Step step = trace.step(trace.stepOf("dL/df1"));
    assertThat(step.products()).hasSize(1);
    assertThat(step.products().get(0).local().at(0, 4, 4))
        .isCloseTo(2 * trace.value("f1").flat(4), within(1e-12));
    assertThat(trace.step(trace.stepOf("f2")).reads()).containsExactly("f1");
  }

  /** The same network, once by hand and once as formulas, costs the same. */
  @Test
  void aFormulaCostsWhatALayerByHandCosts() {
    Layer affine =
        Layers.of(
            "affine",
            input -> Dense.of(4).parameters(input),
            (x, theta) -> {
              Var z = x.matmulTransposed(theta.get("weight"));
              return z.add(theta.get("bias").broadcastTo(z.shape()));
            });
    Ledger byHand = classified(Dense.of(4), Dense.of(2)).ledger();
    Ledger formula = classified(affine, Dense.of(2)).ledger();
    assertThat(formula.reverse()).isEqualTo(byHand.reverse());
  }

  /** Large products read their arrays when asked, which training has changed since. */
  @Test
  void aFormulaKeepsItsNumbersWhenTrainingGoesOn() {
    Layer affine =
        Layers.of(
            "affine",
            input -> Dense.of(70).withoutBias().parameters(input),
            (x, theta) -> x.matmulTransposed(theta.get("weight")));
    Network network =
        Network.of(Shape.of(70), Sequential.of(affine, Dense.of(2)), 5, DataType.DOUBLE);
    INDArray x = Nd4j.linspace(DataType.DOUBLE, 0, 1e-3, 70 * 70).reshape(70, 70);
    INDArray classes = Nd4j.zeros(DataType.DOUBLE, 70);
    Trace trace = Trace.of(network.trainingPass(2), new SoftmaxCrossEntropy(), x, classes);
    double first = trace.paths("f0", new long[] {0, 0}, 0, 1).sum();
    network.params().flat().assign(0);
    Trace again = Trace.of(network.trainingPass(2), new SoftmaxCrossEntropy(), x, classes);
    assertThat(trace.paths("f0", new long[] {0, 0}, 0, 1).sum()).isEqualTo(first).isNotZero();
    assertThat(again.paths("f0", new long[] {0, 0}, 0, 1).sum()).isZero();
  }

  @Test
  void jacobiansAreWhatTheyAre() {
    Trace trace = classified(Dense.of(4, new Relu()), new Dropout(0.5), Dense.of(3, new Softmax()));
    assertThat(localOf(trace, "A0").form()).isEqualTo(Local.Form.KRONECKER);
    assertThat(localOf(trace, "b0").form()).isEqualTo(Local.Form.IDENTITY);
    assertThat(localOf(trace, "z1").form()).isEqualTo(Local.Form.DIAGONAL);
    assertThat(localOf(trace, "f1").form()).isEqualTo(Local.Form.DIAGONAL); // dropout's mask
    assertThat(localOf(trace, "f2").form()).isEqualTo(Local.Form.MATRIX);
    assertThat(localOf(trace, "z3").form()).isEqualTo(Local.Form.FULL);
    assertThat(localOf(trace, "f1").at(1, 0, 0)).isIn(0.0, 2.0);
    double[][] softmax = localOf(trace, "z3").expand(0);
    Value p = trace.value("f3");
    assertThat(softmax[0][1]).isCloseTo(-p.at(0, 0) * p.at(0, 1), within(1e-12));
    assertThat(localOf(trace, "A0").expand(1)[2])
        .containsExactly(0, 0, 0, 0, 0, 0, 1.5, 0.25, -0.75, 0, 0, 0);
  }

  /** Dropout drops the same in the passes that the quotient takes. */
  @Test
  void quotientsSeeTheSameRandomNumbers() {
    Trace trace = classified(Dense.of(6, new Tanh()), new Dropout(0.5), Dense.of(2));
    for (int unit = 0; unit < 6; unit++) {
      Quotient quotient = trace.quotient("A0", unit, 1);
      assertThat(quotient.quotient()).isCloseTo(quotient.derivative().orElseThrow(), within(1e-8));
    }
    assertThat(trace.quotient("f0", 1, 2).derivative()).isEmpty(); // nobody asked backward for it
  }

  @Test
  void theLargestWaysComeFirstAndAddUp() {
    Trace trace = classified(Dense.of(4, new Sigmoid()), Dense.of(3, new Tanh()), Dense.of(2));
    Paths paths = trace.paths("A0", new long[] {1, 0}, 1, 100);
    assertThat(paths.count()).isEqualTo(6); // 1 · 3 · 2 units lie between it and L
    assertThat(paths.shown()).hasSize(6);
    assertThat(paths.shown().stream().map(path -> -Math.abs(path.product()))).isSorted();
    assertThat(paths.shown().stream().mapToDouble(Paths.Path::product).sum())
        .isCloseTo(paths.sum(), within(1e-12));
    Paths.Path first = paths.shown().get(0);
    assertThat(first.nodes().get(0)).hasToString("A0[1, 0]");
    assertThat(first.nodes().get(1)).hasToString("z1[1, 1]");
    assertThat(first.factors()).hasSize(first.nodes().size() - 1);
    Paths few = trace.paths("A0", new long[] {1, 0}, 1, 2);
    assertThat(few.shown()).isEqualTo(paths.shown().subList(0, 2));
    double told = few.shown().stream().mapToDouble(Paths.Path::product).sum();
    assertThat(told + few.rest()).isCloseTo(paths.sum(), within(1e-12));
    double both = paths.sum() + trace.paths("A0", new long[] {1, 0}, 0, 0).sum();
    assertThat(both).isCloseTo(trace.value("dL/dA0").at(1, 0), within(1e-12));
  }

  @Test
  void reverseModeIsCheaperWhereManyParametersHaveOneLoss() {
    Trace trace = classified(Dense.of(4, new Sigmoid()), Dense.of(2));
    Ledger ledger = trace.ledger();
    // dA₁ 2·(2·4), df₁ 2·(2·4), dz₁ 2·4, dA₀ 2·(4·3)
    assertThat(ledger.reverse()).isEqualTo(16 + 16 + 8 + 24);
    assertThat(ledger.forwardSweeps()).isEqualTo(4 * 3 + 4 + 2 * 4 + 2);
    // σ′ 2·4, A₁ 2·(2·4), ∂L/∂f₂ 2·2
    assertThat(ledger.forwardSweep()).isEqualTo(8 + 16 + 4);
    assertThat(trace.forwardMode("A0", 0, 0).multiplications()).isEqualTo(8 + 16 + 4);
    assertThat(ledger.forward()).isEqualTo(16 * 28 + 10 * 4);
  }

  @Test
  void aTraceKeepsItsNumbersWhenThePassGoesOn() {
    Network network = Network.of(Shape.of(3), Dense.of(2), 5, DataType.DOUBLE);
    Pass pass = network.trainingPass(2);
    Loss loss = new SoftmaxCrossEntropy();
    Trace trace = Trace.of(pass, loss, TWO_ROWS, CLASSES);
    double[] before = trace.value("dL/dA0").toArray();
    network.params().set("weight", 1, 2, 3, 4, 5, 6);
    Trace later = Trace.of(pass, loss, TWO_ROWS, CLASSES);
    assertThat(trace.value("dL/dA0").toArray()).isEqualTo(before);
    assertThat(later.value("A0").toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(trace.values().values().stream().map(Value::role)).doesNotContain(Role.UPDATED);
  }

  /** As a pass takes them: of another type, columns first. */
  @Test
  void inputsMayBeOfAnyTypeAndOrder() {
    Trace expected = classified(Dense.of(2));
    Network network = Network.of(Shape.of(3), Sequential.of(Dense.of(2)), 5, DataType.DOUBLE);
    INDArray x = TWO_ROWS.castTo(DataType.FLOAT).dup('f');
    Trace trace =
        Trace.of(
            network.trainingPass(2), new SoftmaxCrossEntropy(), x, CLASSES.castTo(DataType.INT64));
    assertThat(trace.value("f0").toArray()).isEqualTo(expected.value("f0").toArray());
    assertThat(trace.value("y").toArray()).isEqualTo(expected.value("y").toArray());
    assertThat(trace.quotient("A0", 0, 1)).isEqualTo(expected.quotient("A0", 0, 1));
  }

  @Test
  void whatThereIsNotIsAnsweredWithWhatThereIs() {
    Trace trace = classified(Dense.of(2));
    assertThatThrownBy(() -> trace.value("A7"))
        .hasMessage(
            "no value is called A7; there are f0, A0, b0, f1, y, L, dL/dL, dL/df1, dL/dA0, dL/db0");
    assertThatThrownBy(() -> trace.value("A0").at(2, 0))
        .hasMessage(
            "A0 has no number at [2, 0]: its shape is [2, 3], counted from 0. The last is at [1,"
                + " 2]");
    assertThatThrownBy(() -> trace.step(0)).hasMessage("steps are 1 to 6, got 0");
    assertThatThrownBy(() -> trace.quotient("f1", 0, 0))
        .hasMessage(
            "difference quotients are of parameters and of the input f0; f1 is computed from"
                + " these");
    assertThatThrownBy(() -> trace.forwardMode("L"))
        .hasMessage("forward mode begins at a parameter or at the input f0; L is computed");
    assertThatThrownBy(() -> trace.paths("y", new long[] {0}, 3))
        .hasMessage(
            "paths lead from the input, a parameter or what lies between to the loss, not from y");
    assertThatThrownBy(() -> trace.paths("b0", new long[] {0}, 2, 3))
        .hasMessage("samples are 0 to 1, got 2");
  }
}
