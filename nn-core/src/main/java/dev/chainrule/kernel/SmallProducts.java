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

  /** z = x Aᵀ + b: four rows at a time, whose sums need not wait for each other. */
  static void affine(float[] x, float[] A, float[] b, float[] z, int rows, int in, int units) {
    int i = 0;
    for (; i + 3 < rows; i += 4) {
      fourRows(x, A, b, z, i, in, units);
    }
    for (; i < rows; i++) {
      row(x, A, b, z, i, in, units);
    }
  }

  private static void fourRows(
      float[] x, float[] A, float[] b, float[] z, int i, int in, int units) {
    for (int k = 0; k < units; k++) {
      float z0 = b[k];
      float z1 = z0;
      float z2 = z0;
      float z3 = z0;
      for (int j = 0; j < in; j++) {
        float a = A[k * in + j];
        int at = i * in + j;
        z0 += x[at] * a;
        z1 += x[at + in] * a;
        z2 += x[at + 2 * in] * a;
        z3 += x[at + 3 * in] * a;
      }
      int to = i * units + k;
      z[to] = z0;
      z[to + units] = z1;
      z[to + 2 * units] = z2;
      z[to + 3 * units] = z3;
    }
  }

  private static void row(float[] x, float[] A, float[] b, float[] z, int i, int in, int units) {
    for (int k = 0; k < units; k++) {
      float sum = b[k];
      for (int j = 0; j < in; j++) {
        sum += x[i * in + j] * A[k * in + j];
      }
      z[i * units + k] = sum;
    }
  }
}
