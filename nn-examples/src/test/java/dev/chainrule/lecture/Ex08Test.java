package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.activation.Relu;
import dev.chainrule.activation.Sigmoid;
import dev.chainrule.activation.Tanh;
import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.ex08.BackpropOnPaper;
import dev.chainrule.ex08.PaperLayer;
import dev.chainrule.ex08.PaperNetwork;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.SquaredError;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Backpropagation on paper. */
final class Ex08Test {
  @Test
  void mazursNumbers() {
    PaperNetwork network = BackpropOnPaper.mazur();
    PaperNetwork.Backward back = network.backward(BackpropOnPaper.X, BackpropOnPaper.Y);
    assertThat(back.loss()).isCloseTo(0.298371108760, within(1e-12));
    assertThat(back.dTheta(1).get(0).toDouble()).isCloseTo(0.08216704056423077, within(1e-15));
    PaperNetwork next = network.step(back, 0.5);
    assertThat(next.layers().get(1).theta().get(0).toDouble())
        .isCloseTo(0.35891647971788, within(1e-14));
    assertThat(next.layers().get(0).theta().get(0).toDouble())
        .isCloseTo(0.1497807161327628, within(1e-15));
  }

  /** f_i = σ(A f + b) with σ a ReLU, a tanh and a sigmoid. */
  @Test
  void layersAreAffineMapsAndSigmas() {
    PaperNetwork network = BackpropOnPaper.three();
    assertThat(network.layers().stream().map(PaperLayer::name))
        .containsExactly("ReLU", "tanh", "sigmoid");
    double[] f1 = BackpropOnPaper.backwardOfThree().f(1).toArray();
    assertThat(f1).containsExactly(new double[] {0.475, 0.55}, within(1e-15));
    assertThat(BackpropOnPaper.backwardOfThree().f(2).get(0).toDouble())
        .isCloseTo(Math.tanh(0.3 * 0.475 - 0.8 * 0.55), within(1e-15));
  }

  /** (5.115), (5.116) and (5.117), each written out, from the left and without reuse. */
  @Test
  void theThreeProducts() {
    PaperNetwork.Backward back = BackpropOnPaper.backwardOfThree();
    Var df3 = back.df(3);
    Var j32 = back.jInput(2);
    Var j21 = back.jInput(1);
    close(back.dTheta(2), df3.matmul(back.jTheta(2)));
    close(back.dTheta(1), df3.matmul(j32).matmul(back.jTheta(1)));
    close(back.dTheta(0), df3.matmul(j32.matmul(j21)).matmul(back.jTheta(0)));
    for (int i = 0; i < 3; i++) {
      close(back.dTheta(i), BackpropOnPaper.gradientOfThree(i));
    }
  }

  @Test
  void reuseGrowsWithKNotItsSquare() {
    assertThat(PaperNetwork.products(50, 100, true)).isEqualTo(49 * 10_000);
    assertThat(PaperNetwork.products(50, 100, false)).isEqualTo(49 * 50 / 2 * 10_000);
  }

  /** The loss is a norm or its square: the gradients are parallel, 2‖y − f‖ apart. */
  @Test
  void theNormAndItsSquare() {
    Var f = BackpropOnPaper.backwardOfThree().f(3);
    Var y = Var.vector(1, 0);
    double norm = y.sub(f).norm().toDouble();
    close(
        Derivatives.grad(v -> y.sub(v).square().sum(), f),
        Derivatives.grad(v -> y.sub(v).norm(), f).mul(2 * norm));
  }

  /** Paper and Sequential.backward give the same numbers. */
  @Test
  void sequentialDoesTheSame() {
    Network network =
        Network.of(
            Shape.of(2),
            Sequential.of(
                Dense.of(2, new Relu()), Dense.of(2, new Tanh()), Dense.of(2, new Sigmoid())),
            0,
            DataType.DOUBLE);
    PaperNetwork paper = BackpropOnPaper.three();
    for (int i = 0; i < 3; i++) {
      network.params().set(i + ".weight", paper.layers().get(i).a().toArray());
      network.params().set(i + ".bias", paper.layers().get(i).b().toArray());
    }
    Pass pass = network.trainingPass(0);
    pass.forward(Nd4j.createFromArray(new double[][] {{0.5, 0.25}}));
    double loss = pass.loss(SquaredError.half(), Nd4j.createFromArray(new double[][] {{1, 0}}));
    pass.backward();
    PaperNetwork.Backward back = BackpropOnPaper.backwardOfThree();
    assertThat(loss).isCloseTo(back.loss(), within(1e-15));
    for (int i = 0; i < 3; i++) {
      double[] theta = back.dTheta(i).toArray();
      assertThat(pass.gradients().get(i + ".weight"))
          .containsExactly(new double[] {theta[0], theta[1], theta[2], theta[3]}, within(1e-15));
      assertThat(pass.gradients().get(i + ".bias"))
          .containsExactly(new double[] {theta[4], theta[5]}, within(1e-15));
    }
  }

  private static void close(Var actual, Var expected) {
    assertThat(actual.toArray()).containsExactly(expected.toArray(), within(1e-15));
  }
}
