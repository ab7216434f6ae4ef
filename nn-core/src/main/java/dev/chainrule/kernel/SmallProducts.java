package dev.chainrule.kernel;

/**
 * Matrix products of a few hundred multiplications in plain loops. Of those with short sums,
 * OpenBLAS copies both matrices into another order before it multiplies: 100 ns and more for
 * however little.
 *
 * <p>Matrices are row-major and without gaps: x {@code [rows, in]}, A {@code [units, in]}, z {@code
 * [rows, units]}.
 */
final class SmallProducts {
  /** From here on, OpenBLAS's products of small matrices do without copies, and win. */
  private static final int LONG_SUM = 32;

  private static final int MOST_MULTIPLICATIONS = 256;

  private SmallProducts() {}

  /** Whether these loops are the faster. */
  static boolean isFor(int rows, int in, int units) {
    return in < LONG_SUM && (long) rows * in * units <= MOST_MULTIPLICATIONS;
  }

  /** z = x Aᵀ + b. */
  static void affine(float[] x, float[] A, float[] b, float[] z, int rows, int in, int units) {
    if (in < units) {
      bySummand(x, A, b, z, rows, in, units);
    } else {
      bySum(x, A, b, z, rows, in, units);
    }
  }

  private static void bySum(
      float[] x, float[] A, float[] b, float[] z, int rows, int in, int units) {
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < units; k++) {
        float sum = b[k];
        for (int j = 0; j < in; j++) {
          sum += x[i * in + j] * A[k * in + j];
        }
        z[i * units + k] = sum;
      }
    }
  }

  /** The same sums in the same order, so the same bits, with the longer loop inside. */
  private static void bySummand(
      float[] x, float[] A, float[] b, float[] z, int rows, int in, int units) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(b, 0, z, i * units, units);
      for (int j = 0; j < in; j++) {
        add(x[i * in + j], A, j, in, z, i * units, units);
      }
    }
  }

  private static void add(float x, float[] A, int j, int in, float[] z, int from, int units) {
    for (int k = 0; k < units; k++) {
      z[from + k] += x * A[k * in + j];
    }
  }
}
