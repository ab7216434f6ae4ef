package dev.chainrule.bench;

/**
 * t = c nᵖ, the straight line of a plot that is logarithmic both ways.
 *
 * @param exponent p
 * @param factor c
 */
record PowerLaw(double exponent, double factor) {
  /**
   * The line with the least squares of errors in log t, through the points from {@code from} on.
   *
   * @throws IllegalArgumentException unless these are two or more, with different n
   */
  static PowerLaw fit(double[] n, double[] t, int from) {
    int count = n.length - from;
    double meanX = 0;
    double meanY = 0;
    for (int i = from; i < n.length; i++) {
      meanX += Math.log(n[i]) / count;
      meanY += Math.log(t[i]) / count;
    }
    double xx = 0;
    double xy = 0;
    for (int i = from; i < n.length; i++) {
      double x = Math.log(n[i]) - meanX;
      xx += x * x;
      xy += x * (Math.log(t[i]) - meanY);
    }
    if (!(xx > 0)) {
      throw new IllegalArgumentException(
          "an exponent needs times of two sizes or more, got " + count);
    }
    double exponent = xy / xx;
    return new PowerLaw(exponent, Math.exp(meanY - exponent * meanX));
  }
}
