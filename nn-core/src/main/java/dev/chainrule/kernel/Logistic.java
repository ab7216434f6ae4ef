package dev.chainrule.kernel;

/**
 * The logistic function σ and its kin with all their digits in both tails: each from e^−|x|, which
 * cannot overflow. 1 − y is nowhere computed from a y that is rounded to 1.
 */
public final class Logistic {
  private Logistic() {}

  /** σ(x) = 1/(1 + e⁻ˣ). */
  public static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** σ′(x) = σ(x) σ(−x) = e/(1 + e)² with e = e^−|x|. */
  public static double slope(double x) {
    double e = Math.exp(-Math.abs(x));
    return e / ((1 + e) * (1 + e));
  }

  /** tanh′(x) = 1/cosh² x, the square of 2e/(1 + e²) with e = e^−|x|. */
  public static double sechSquared(double x) {
    double e = Math.exp(-Math.abs(x));
    double sech = 2 * e / (1 + e * e);
    return sech * sech;
  }

  /** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), whose derivative is σ. */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
