package dev.chainrule.loss;

import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;

/** How the losses of a batch's numbers become one. */
public enum Reduction {
  /** The mean over all numbers of the batch: 1/(rows · columns) Σ. */
  MEAN,
  /** The sum over each row's numbers, the mean over rows: 1/rows Σ. */
  BATCH_MEAN,
  /** The sum over all numbers: Σ. */
  SUM;

  /** Before what is reduced: {@code 1/4 Σ} for a mean over four. */
  Notation sign(Shape predictions) {
    long n = count(predictions.dim(0), predictions.dim(1));
    return n == 1
        ? new Notation("Σ ", "\\sum ")
        : new Notation("1/" + n + " Σ ", "\\frac{1}{" + n + "}\\sum ");
  }

  /** A derivative of one term, divided by as many as the mean is over. */
  Notation share(Notation derivative, Shape predictions) {
    long n = count(predictions.dim(0), predictions.dim(1));
    return n == 1 ? derivative : derivative.inParentheses().then(" / " + n, " / " + n);
  }

  double scale(long rows, long columns) {
    return 1.0 / count(rows, columns);
  }

  /** What the sum is divided by. */
  private long count(long rows, long columns) {
    return switch (this) {
      case MEAN -> rows * columns;
      case BATCH_MEAN -> rows;
      case SUM -> 1;
    };
  }
}
