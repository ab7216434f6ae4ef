package dev.chainrule.loss;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Loss;
import dev.chainrule.registry.Registry;
import java.util.function.BinaryOperator;

/** The losses by name. To add one: its file, and its line here. */
public final class Losses {
  /** Every loss. */
  public static final Registry<Loss> TABLE =
      Registry.<Loss>of("loss")
          .with("cross-entropy", new SoftmaxCrossEntropy())
          .with("bce", new BinaryCrossEntropy(Reduction.MEAN))
          .with("bce-sum", new BinaryCrossEntropy(Reduction.BATCH_MEAN))
          .with("mse", SquaredError.mean())
          .with("sse", SquaredError.sum())
          .with("half-mse", SquaredError.half())
          .with("euclidean", new EuclideanError());

  private Losses() {}

  /**
   * A loss from a formula alone.
   *
   * <pre>{@code
   * Loss logcosh = Losses.of("log-cosh", Reduction.MEAN, (p, t) -> p.sub(t).cosh().log().sum(1));
   * }</pre>
   *
   * @param name for messages
   * @param reduction how the rows' losses become one
   * @param formula from predictions and targets {@code [n, k]} to the loss of each row, {@code [n]}
   */
  public static Loss of(String name, Reduction reduction, BinaryOperator<Var> formula) {
    return new FormulaLoss(name, reduction, formula);
  }
}
