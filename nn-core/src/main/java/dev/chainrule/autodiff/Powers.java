package dev.chainrule.autodiff;

/** xᶻ on one side of a point, where x may be 0. */
final class Powers {
  private Powers() {}

  static OneSided of(OneSided x, OneSided z) {
    return x.elements((c, e) -> of(x, c, z.element(e)));
  }

  /** Of one element: c and d are the coefficients of x and z. */
  private static double[] of(OneSided x, double[] c, double[] d) {
    int low = x.window().low();
    double z0 = d[-low];
    d[-low] = 0;
    int moves = OneSided.first(d) + low; // the power with which z does
    if (moves < 0 || Double.isNaN(z0)) {
      return x.unknownFrom(low);
    }
    int order = OneSided.first(c) + low;
    if (order > x.window().high()) { // x is 0
      return z0 > 0 ? new double[c.length] : x.unknownFrom(low);
    }
    double[] y = x.power(c.clone(), z0);
    if (moves > x.window().high()) {
      return y;
    }
    if (order != 0) { // beside x^z0 there stands (z − z0) ln x, of no power
      x.window().lose();
      double[] unknown = x.unknownFrom((int) Math.floor(order * z0) + moves - 1);
      for (int k = 0; k < y.length; k++) {
        y[k] = Double.isNaN(unknown[k]) ? Double.NaN : y[k];
      }
      return y;
    }
    d[-low] = z0;
    return exponential(product(d, logarithm(c, -low), -low), Math.pow(c[-low], z0), -low);
  }

  /** ln x, from x l′ = x′. */
  private static double[] logarithm(double[] c, int zero) {
    double[] l = new double[c.length];
    l[zero] = Math.log(c[zero]);
    for (int k = 1; zero + k < c.length; k++) {
      double sum = k * c[zero + k];
      for (int j = 1; j < k; j++) {
        sum -= j * l[zero + j] * c[zero + k - j];
      }
      l[zero + k] = sum / (k * c[zero]);
    }
    return l;
  }

  private static double[] product(double[] a, double[] b, int zero) {
    double[] y = new double[a.length];
    for (int k = 0; zero + k < a.length; k++) {
      for (int j = 0; j <= k; j++) {
        y[zero + k] += a[zero + j] * b[zero + k - j];
      }
    }
    return y;
  }

  /** The y with y′ = y l′. */
  private static double[] exponential(double[] l, double y0, int zero) {
    double[] y = new double[l.length];
    y[zero] = y0;
    for (int k = 1; zero + k < l.length; k++) {
      for (int j = 1; j <= k; j++) {
        y[zero + k] += j * l[zero + j] * y[zero + k - j] / k;
      }
    }
    return y;
  }
}
