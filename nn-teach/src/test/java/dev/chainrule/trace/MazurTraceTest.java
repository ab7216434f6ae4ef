package dev.chainrule.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.activation.Sigmoid;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Reduction;
import dev.chainrule.loss.SquaredError;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Sequential;
import dev.chainrule.param.Params;
import dev.chainrule.tensor.Shape;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Mazur's network, as published: matthewmazur.com, "A Step by Step Backpropagation Example". */
final class MazurTraceTest {
  private static final INDArray X = Nd4j.createFromArray(new double[][] {{0.05, 0.10}});
  private static final INDArray Y = Nd4j.createFromArray(new double[][] {{0.01, 0.99}});

  private final Network network = network();
  private final Trace trace = trace(network);

  private static Network network() {
    Sequential layers = Sequential.of(Dense.of(2, new Sigmoid()), Dense.of(2, new Sigmoid()));
    Network network = Network.of(Shape.of(2), layers, 1, DataType.DOUBLE);
    network.params().set("0.weight", 0.15, 0.20, 0.25, 0.30);
    network.params().set("0.bias", 0.35, 0.35);
    network.params().set("1.weight", 0.40, 0.45, 0.50, 0.55);
    network.params().set("1.bias", 0.60, 0.60);
    return network;
  }

  private static Trace trace(Network network) {
    Pass pass = network.trainingPass(1);
    TraceRule rule =
        TraceRule.gradientDescent(0.5, gradients -> descend(network.params(), gradients, pass));
    return Trace.of(pass, new SquaredError(0.5, Reduction.SUM), X, Y, rule);
  }

  private static void descend(Params params, Params gradients, Pass pass) {
    pass.kernels().axpby(-0.5, gradients.flat(), 1, params.flat());
  }

  @Test
  void theEquationsInOrder() {
    assertThat(trace.steps().stream().map(Step::toString).collect(Collectors.joining("\n")))
        .isEqualTo(
            """
            1. z₁ = A₀ f₀ + b₀
            2. f₁ = σ(z₁)
            3. z₂ = A₁ f₁ + b₁
            4. f₂ = σ(z₂)
            5. L = Σ ½ (f₂ − y)²
            6. ∂L/∂L = 1
            7. ∂L/∂f₂ = f₂ − y
            8. ∂L/∂z₂ = ∂L/∂f₂ · ∂f₂/∂z₂ = ∂L/∂f₂ ⊙ f₂ ⊙ (1 − f₂)
            9. ∂L/∂A₁ = ∂L/∂z₂ · ∂z₂/∂A₁ = (∂L/∂z₂)ᵀ f₁
            10. ∂L/∂b₁ = ∂L/∂z₂ · ∂z₂/∂b₁ = ∂L/∂z₂
            11. ∂L/∂f₁ = ∂L/∂z₂ · ∂z₂/∂f₁ = ∂L/∂z₂ · A₁
            12. ∂L/∂z₁ = ∂L/∂f₁ · ∂f₁/∂z₁ = ∂L/∂f₁ ⊙ f₁ ⊙ (1 − f₁)
            13. ∂L/∂A₀ = ∂L/∂z₁ · ∂z₁/∂A₀ = (∂L/∂z₁)ᵀ f₀
            14. ∂L/∂b₀ = ∂L/∂z₁ · ∂z₁/∂b₀ = ∂L/∂z₁
            15. A₀′ = A₀ − 0.5 ∂L/∂A₀
            16. b₀′ = b₀ − 0.5 ∂L/∂b₀
            17. A₁′ = A₁ − 0.5 ∂L/∂A₁
            18. b₁′ = b₁ − 0.5 ∂L/∂b₁""");
  }

  @Test
  void thePublishedNumbers() {
    assertThat(trace.loss()).isEqualTo(0.298371108760003, within12());
    assertThat(trace.value("dL/dA1").at(0, 0)).isEqualTo(0.08216704056423077, within12());
    assertThat(trace.value("A1'").at(0, 0)).isEqualTo(0.35891647971788, within12());
    assertThat(trace.value("A0'").at(0, 0)).isEqualTo(0.1497807161327628, within12());
  }

  private static org.assertj.core.data.Offset<Double> within12() {
    return org.assertj.core.data.Offset.offset(1e-12);
  }
}
