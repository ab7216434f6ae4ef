package dev.chainrule.loss;

import dev.chainrule.nn.Notation;

/** How the losses of a batch's numbers become one. */
public enum Reduction {
  /** The mean over all numbers of the batch: 1/(rows · columns) Σ. */
  MEAN,
  /** The sum over each row's numbers, the mean over rows: 1/rows Σ. */
  BATCH_MEAN,
  /** The sum over all numbers: Σ. */
  SUM;

  /** Before what is reduced: {@code 1/4 Σ} for a mean over four. */
  Notation sign(long rows, long columns) {
    String n = Notation.number(1 / scale(rows, columns));
    return n.equals("1")
        ? new Notation("Σ ", "\\sum ")
        : new Notation("1/" + n + " Σ ", "\\frac{1}{" + n + "}\\sum ");
  }

  /** A derivative of one term, divided by as many as the mean is over. */
  Notation share(Notation derivative, long rows, long columns) {
    String n = Notation.number(1 / scale(rows, columns));
    return n.equals("1") ? derivative : derivative.inParentheses().then(" / " + n, " / " + n);
  }

  double scale(long rows, long columns) {
    return switch (this) {
      case MEAN -> 1.0 / ((double) rows * columns);
      case BATCH_MEAN -> 1.0 / rows;
      case SUM -> 1;
    };
  }
}
