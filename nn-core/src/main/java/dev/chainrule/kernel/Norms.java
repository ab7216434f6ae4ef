package dev.chainrule.kernel;

/** Lengths of vectors whose squares may be too large or too small for a double. */
public final class Norms {
  // Between these, no square that counts was rounded to 0 or to infinity.
  private static final double SMALL = 0x1p-960;
  private static final double LARGE = Double.MAX_VALUE;

  private Norms() {}

  /** ‖x‖ = √Σx², infinite only where it is larger than a double can be. */
  public static double euclidean(double[] x) {
    double squares = 0;
    for (double v : x) {
      squares += v * v;
    }
    return squares >= SMALL && squares <= LARGE ? Math.sqrt(squares) : scaled(x);
  }

  /** By a power of two, which rounds nothing, the largest number is brought to between 1 and 2. */
  private static double scaled(double[] x) {
    double largest = 0;
    for (double v : x) {
      largest = Math.max(largest, Math.abs(v)); // NaN stays NaN
    }
    if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
      return largest;
    }
    int exponent = Math.getExponent(largest);
    double squares = 0;
    for (double v : x) {
      double s = Math.scalb(v, -exponent);
      squares += s * s;
    }
    return Math.scalb(Math.sqrt(squares), exponent);
  }
}
