package dev.chainrule.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.chainrule.activation.Relu;
import dev.chainrule.autodiff.Var;
import dev.chainrule.data.Digits;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layers;
import dev.chainrule.loss.Losses;
import dev.chainrule.loss.Reduction;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import dev.chainrule.tensor.Shape;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Layers and losses made of a formula alone learn what the hand-derived ones do. */
final class FormulaTrainingTest {
  private static final int EPOCHS = 3;

  @Test
  void aDenseLayerFromAFormulaLearnsTheDigitsAsWell() {
    Epoch byHand = last(Sequential.of(Dense.of(64, new Relu()), Dense.of(10)), byHand());
    Epoch byFormula = last(Sequential.of(dense(64, Var::relu), dense(10, z -> z)), byHand());
    assertThat(byHand.validationAccuracy().getAsDouble()).isGreaterThan(0.93);
    assertThat(byFormula.validationAccuracy().getAsDouble())
        .isCloseTo(byHand.validationAccuracy().getAsDouble(), offset(0.003));
    assertThat(byFormula.loss()).isCloseTo(byHand.loss(), offset(1e-3));
  }

  @Test
  void aSwishNetworkFromAFormulaLearnsTheDigits() {
    Layer swish = Layers.of("swish", x -> x.mul(x.sigmoid()));
    Epoch epoch = last(Sequential.of(Dense.of(64), swish, Dense.of(10)), byHand());
    assertThat(epoch.validationAccuracy().getAsDouble()).isGreaterThan(0.93);
  }

  @Test
  void aLossFromAFormulaTeachesTheDigits() {
    Loss hinge = // Crammer and Singer's, with one-hot targets
        Losses.of(
            "squared hinge",
            Reduction.BATCH_MEAN,
            (p, t) -> t.mul(-2).add(1).mul(p).add(1).relu().square().sum(1));
    Epoch epoch = last(Sequential.of(Dense.of(64, new Relu()), Dense.of(10)), hinge);
    assertThat(epoch.validationAccuracy().getAsDouble()).isGreaterThan(0.93);
  }

  private static Loss byHand() {
    return new SoftmaxCrossEntropy();
  }

  /** y = σ(A x + b), with the first values that Dense has. */
  private static Layer dense(long units, UnaryOperator<Var> activation) {
    return Layers.of(
        "dense by formula",
        input -> Dense.of(units).parameters(input),
        (x, theta) -> {
          Var ax = x.matmulTransposed(theta.get("weight"));
          return activation.apply(ax.add(theta.get("bias").broadcastTo(ax.shape())));
        });
  }

  private static Epoch last(Layer layer, Loss loss) {
    Network network = Network.of(Shape.of(784), layer, 1);
    History history =
        new Trainer(network, loss, Adam.of(0.002))
            .withEpochs(EPOCHS)
            .withValidation(Digits.test())
            .fit(Digits.train());
    return history.epochs().get(EPOCHS - 1);
  }
}
