package dev.chainrule.loss;

import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Table;

/** The losses by name. To add one: its file, and its line here. */
public final class Losses {
  /** Every loss. */
  public static final Table<Loss> TABLE =
      Table.<Loss>of("loss")
          .with("cross-entropy", new SoftmaxCrossEntropy())
          .with("bce", new BinaryCrossEntropy(Reduction.MEAN))
          .with("bce-sum", new BinaryCrossEntropy(Reduction.BATCH_MEAN))
          .with("mse", SquaredError.mean())
          .with("sse", SquaredError.sum())
          .with("half-mse", SquaredError.half())
          .with("euclidean", new EuclideanError());

  private Losses() {}
}
