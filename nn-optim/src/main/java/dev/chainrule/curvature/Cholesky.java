package dev.chainrule.curvature;

import dev.chainrule.autodiff.Var;

/** A = L Lᵀ, which is possible if and only if the symmetric A is positive definite. */
final class Cholesky {
  private static final double BETA = 1e-3; // of Algorithm 3.3

  private Cholesky() {}

  /**
   * The first τ of 0 (or −min a_ii + β), then twice and twice as much, with A + τI positive
   * definite: Nocedal &amp; Wright, Algorithm 3.3.
   *
   * @param a {@code [n, n]}, symmetric and finite
   */
  static double shift(Var a) {
    int n = (int) a.shape().dim(0);
    double[] numbers = a.toArray();
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      smallest = Math.min(smallest, numbers[i * n + i]);
    }
    for (double v : numbers) {
      if (!Double.isFinite(v)) {
        throw new ArithmeticException("the Hessian is not finite");
      }
      largest = Math.max(largest, Math.abs(v));
    }
    double tau = smallest > 0 ? 0 : BETA - smallest;
    while (!isPositiveDefinite(numbers, n, tau, largest)) {
      tau = Math.max(2 * tau, BETA);
    }
    return tau;
  }

  /** Whether every pivot of A + τI is above what rounding makes of a 0. */
  private static boolean isPositiveDefinite(double[] a, int n, double tau, double largest) {
    double zero = n * Math.ulp(largest + tau);
    double[] l = new double[n * n];
    for (int j = 0; j < n; j++) {
      double pivot = a[j * n + j] + tau;
      for (int k = 0; k < j; k++) {
        pivot -= l[j * n + k] * l[j * n + k];
      }
      if (!(pivot > zero)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      l[j * n + j] = root;
      for (int i = j + 1; i < n; i++) {
        double sum = a[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= l[i * n + k] * l[j * n + k];
        }
        l[i * n + j] = sum / root;
      }
    }
    return true;
  }
}
