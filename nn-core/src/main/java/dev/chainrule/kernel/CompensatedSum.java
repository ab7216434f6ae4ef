package dev.chainrule.kernel;

/**
 * A sum that also adds up what rounding takes from it, so that a million terms lose no more digits
 * than two. Neumaier 1974.
 */
public final class CompensatedSum {
  private double sum;
  private double lost;

  /** Begins at 0. */
  public CompensatedSum() {}

  /** Begins at 0 again. */
  public void clear() {
    sum = 0;
    lost = 0;
  }

  /** Adds a term. */
  public void add(double x) {
    double next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? (sum - next) + x : (x - next) + sum;
    sum = next;
  }

  /** The sum; infinite or NaN as without compensation. */
  public double value() {
    return Double.isFinite(lost) ? sum + lost : sum;
  }
}
