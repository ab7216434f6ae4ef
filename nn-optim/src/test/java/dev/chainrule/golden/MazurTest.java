package dev.chainrule.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.activation.Sigmoid;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.SquaredError;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Optimizer;
import dev.chainrule.optim.Sgd;
import dev.chainrule.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Mazur's step by step backpropagation example, with the numbers he published. */
final class MazurTest {
  @Test
  void oneStepGivesThePublishedNumbers() {
    Network network =
        Network.of(
            Shape.of(2),
            Sequential.of(Dense.of(2, new Sigmoid()), Dense.of(2, new Sigmoid())),
            0,
            DataType.DOUBLE);
    network.params().set("0.weight", 0.15, 0.20, 0.25, 0.30);
    network.params().set("0.bias", 0.35, 0.35);
    network.params().set("1.weight", 0.40, 0.45, 0.50, 0.55);
    network.params().set("1.bias", 0.60, 0.60);
    Pass pass = network.trainingPass(0);

    pass.forward(Nd4j.createFromArray(new double[][] {{0.05, 0.10}}));
    double error =
        pass.loss(SquaredError.half(), Nd4j.createFromArray(new double[][] {{0.01, 0.99}}));
    pass.backward();

    assertThat(error).isCloseTo(0.298371108760, within(1e-12));
    assertThat(pass.gradients().get("1.weight")[0]).isCloseTo(0.08216704056423077, within(1e-15));
    Optimizer.of(new Sgd(0.5), network.params()).step(pass.gradients());
    assertThat(network.params().get("1.weight")[0]).isCloseTo(0.35891647971788, within(1e-14));
    assertThat(network.params().get("0.weight")[0]).isCloseTo(0.1497807161327628, within(1e-15));
  }
}
