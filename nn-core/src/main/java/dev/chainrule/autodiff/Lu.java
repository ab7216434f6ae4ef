package dev.chainrule.autodiff;

/** P A = L U with partial pivoting: determinants and solutions of small systems, in double. */
final class Lu {
  private static final double EPSILON = Math.ulp(1.0) / 2; // of rounding to nearest

  private final int n;
  private final double[] lu;
  private final int[] rows;
  private double sign = 1;

  /** Decomposes a square matrix; singular ones as well. */
  Lu(Tensor a) {
    n = a.dim(0);
    lu = a.numbers().clone();
    rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(at(i, k)) > Math.abs(at(pivot, k))) {
          pivot = i;
        }
      }
      if (pivot != k) {
        swap(pivot, k);
      }
      if (at(k, k) != 0) {
        eliminate(k);
      }
    }
  }

  private double at(int i, int j) {
    return lu[i * n + j];
  }

  private void swap(int i, int k) {
    for (int j = 0; j < n; j++) {
      double other = lu[i * n + j];
      lu[i * n + j] = lu[k * n + j];
      lu[k * n + j] = other;
    }
    int row = rows[i];
    rows[i] = rows[k];
    rows[k] = row;
    sign = -sign;
  }

  private void eliminate(int k) {
    for (int i = k + 1; i < n; i++) {
      double factor = at(i, k) / at(k, k);
      lu[i * n + k] = factor;
      for (int j = k + 1; j < n; j++) {
        lu[i * n + j] -= factor * at(k, j);
      }
    }
  }

  double determinant() {
    double product = hasNan() ? Double.NaN : sign; // which a 0 on the diagonal would hide
    for (int i = 0; i < n; i++) {
      product *= at(i, i);
    }
    return product;
  }

  /** ln |det A|, which does not overflow where det A does. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.log(Math.abs(at(i, i)));
    }
    return sum;
  }

  /** Whether rounding may have made the inverse what it is: by the ratio of the pivots. */
  boolean isNearlySingular() {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      smallest = Math.min(smallest, Math.abs(at(i, i)));
      largest = Math.max(largest, Math.abs(at(i, i)));
    }
    return smallest <= 1e-8 * largest && !hasNan();
  }

  /**
   * Whether a pivot is 0 up to rounding: no larger than n ε times the numbers whose difference it
   * is, (|L| |U|)_kk. Scaling a row or a column does not change that, so that a matrix of small
   * numbers is not singular for it. Higham, <i>Accuracy and Stability of Numerical Algorithms</i>,
   * 2nd ed., Theorem 9.3.
   */
  private boolean isSingular() {
    for (int k = 0; k < n; k++) {
      double size = Math.abs(at(k, k));
      for (int j = 0; j < k; j++) {
        size += Math.abs(at(k, j) * at(j, k));
      }
      if (Math.abs(at(k, k)) <= n * EPSILON * size) {
        return !hasNan();
      }
    }
    return false;
  }

  private boolean hasNan() {
    for (double v : lu) {
      if (Double.isNaN(v)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A⁻¹ B, column by column.
   *
   * @throws ArithmeticException if A is singular, exactly or up to rounding
   */
  double[] solve(double[] b, int columns) {
    if (isSingular()) {
      throw new ArithmeticException(
          "the "
              + n
              + "×"
              + n
              + " matrix is singular, or so nearly that rounding decides: it has no inverse. A small"
              + " number added to its diagonal gives one.");
    }
    double[] x = new double[n * columns];
    for (int c = 0; c < columns; c++) {
      for (int i = 0; i < n; i++) { // L y = P b
        double sum = b[rows[i] * columns + c];
        for (int j = 0; j < i; j++) {
          sum -= at(i, j) * x[j * columns + c];
        }
        x[i * columns + c] = sum;
      }
      for (int i = n - 1; i >= 0; i--) { // U x = y
        double sum = x[i * columns + c];
        for (int j = i + 1; j < n; j++) {
          sum -= at(i, j) * x[j * columns + c];
        }
        x[i * columns + c] = sum / at(i, i);
      }
    }
    return x;
  }
}
