package dev.chainrule.kernel;

/** What both kernels do with one row. */
final class RowLosses {
  private RowLosses() {}

  /** ℓ(p, t) of row {@code i}; a complaint about the target names the row. */
  static double row(RowLoss f, int i, double[] p, double[] t, double[] dp) {
    try {
      return f.row(p, t, dp);
    } catch (IllegalArgumentException e) {
      throw wrongTarget(i, e);
    }
  }

  static IllegalArgumentException wrongTarget(int i, IllegalArgumentException why) {
    return new IllegalArgumentException("target of row " + i + ": " + why.getMessage(), why);
  }

  /** The index of the largest number. */
  static int argMax(int i, double[] row) {
    int best = 0;
    for (int j = 0; j < row.length; j++) {
      if (Double.isNaN(row[j])) {
        throw new ArithmeticException(
            "row " + i + " has a NaN in column " + j + ", so it has no largest number");
      }
      if (row[j] > row[best]) {
        best = j;
      }
    }
    return best;
  }
}
