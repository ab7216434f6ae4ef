package dev.chainrule.loss;

/** How the losses of a batch's numbers become one. */
public enum Reduction {
  /** The mean over all numbers of the batch: 1/(rows · columns) Σ. */
  MEAN,
  /** The sum over each row's numbers, the mean over rows: 1/rows Σ. */
  BATCH_MEAN,
  /** The sum over all numbers: Σ. */
  SUM;

  double scale(long rows, long columns) {
    return switch (this) {
      case MEAN -> 1.0 / ((double) rows * columns);
      case BATCH_MEAN -> 1.0 / rows;
      case SUM -> 1;
    };
  }
}
