package dev.chainrule.kernel;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * The normal distribution with all its digits in both tails.
 *
 * <p>An exponential is as many times less exact, relatively, as its exponent is large: e^(−x²) from
 * the rounded x² has lost a digit at x = 5 and two and a half at 26. So what rounding took from x²
 * is given back.
 */
public final class Gaussian {
  private static final double SQRT_TWO = Math.sqrt(2);
  private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

  /** e^−x is 0 from here on. */
  private static final double ZERO_FROM = 746;

  private Gaussian() {}

  /** e^(−x²). */
  public static double bell(double x) {
    return exp(-1, x);
  }

  /** φ(x) = e^(−x²/2)/√(2π), the density. */
  public static double density(double x) {
    return exp(-0.5, x) / SQRT_TWO_PI;
  }

  /** Φ(x) = ∫₋∞ˣ φ = ½ erfc(−x/√2), the distribution function. */
  public static double distribution(double x) {
    double u = -x / SQRT_TWO;
    return x < -1
        ? 0.5 * exp(-0.5, x) * Erfcx.value(u) // whose logarithm u's rounding hardly changes
        : 0.5 * Erfc.value(u);
  }

  /** e^(a x²) for a = −1 or −½: x² = square + rest exactly, and e^(a · rest) = 1 + a · rest. */
  private static double exp(double a, double x) {
    double square = x * x;
    if (-a * square > ZERO_FROM) {
      return 0;
    }
    double rest = Math.fma(x, x, -square);
    return Math.exp(a * square) * (1 + a * rest);
  }
}
