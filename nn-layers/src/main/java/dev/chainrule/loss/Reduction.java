package dev.chainrule.loss;

/** How the losses of a batch's numbers become one. */
public enum Reduction {
  /** The mean over all numbers of the batch: 1/(rows · columns) Σ. */
  MEAN,
  /** The sum over each row's numbers, the mean over rows: 1/rows Σ. */
  BATCH_MEAN,
  /** The sum over all numbers: Σ. */
  SUM;

  /** Before what is reduced: {@code 1/n Σ}. */
  String sign() {
    return switch (this) {
      case MEAN -> "1/(n·k) Σ ";
      case BATCH_MEAN -> "1/n Σ ";
      case SUM -> "Σ ";
    };
  }

  /** The same in LaTeX. */
  String latexSign() {
    return switch (this) {
      case MEAN -> "\\frac{1}{n k}\\sum ";
      case BATCH_MEAN -> "\\frac{1}{n}\\sum ";
      case SUM -> "\\sum ";
    };
  }

  /** What a derivative is divided by, with the sign: {@code / n}. */
  String divisor() {
    return switch (this) {
      case MEAN -> " / (n·k)";
      case BATCH_MEAN -> " / n";
      case SUM -> "";
    };
  }

  double scale(long rows, long columns) {
    return switch (this) {
      case MEAN -> 1.0 / ((double) rows * columns);
      case BATCH_MEAN -> 1.0 / rows;
      case SUM -> 1;
    };
  }
}
