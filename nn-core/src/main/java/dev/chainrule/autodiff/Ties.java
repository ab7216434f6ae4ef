package dev.chainrule.autodiff;

/**
 * The larger of two, and who has the derivative, on one side of a point where they may be equal.
 */
final class Ties {
  private Ties() {}

  /** The larger of both. */
  static OneSided larger(OneSided x, OneSided z) {
    return x.elements(
        (c, e) -> {
          double[] d = z.element(e);
          int k = apart(c, d);
          if (k == c.length || c[k] > d[k]) {
            return c;
          }
          for (int i = k; i < c.length; i++) {
            c[i] = c[k] < d[k] || !Double.isNaN(c[k] - d[k]) ? d[i] : Double.NaN;
          }
          return c;
        });
  }

  /** 1 where x is larger, 0 where z is, ½ where they are equal all along. */
  static OneSided share(OneSided x, OneSided z) {
    return x.elements(
        (c, e) -> {
          double[] d = z.element(e);
          int k = apart(c, d);
          return k == c.length
              ? x.constant(0.5)
              : Double.isNaN(c[k] - d[k]) ? x.unknownFrom(0) : x.constant(c[k] > d[k] ? 1 : 0);
        });
  }

  /** The place of the first coefficient in which they differ. */
  private static int apart(double[] c, double[] d) {
    int k = 0;
    while (k < c.length && c[k] == d[k]) {
      k++;
    }
    return k;
  }
}
