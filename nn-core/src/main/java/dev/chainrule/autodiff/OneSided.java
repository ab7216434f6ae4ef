package dev.chainrule.autodiff;

import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a value behaves on one side of a point: its series Σ c_k sᵏ for s → 0 from above, which may
 * begin with negative powers, where it has a pole. A coefficient that is null is 0, and one that is
 * NaN is unknown: it, or a logarithm, or a power between two whole ones, is all that is known to
 * stand there.
 *
 * <p>So |x| at x = −s is s, its slope −1, and ‖x‖²/‖x‖ has the limit that 0/0 hides. A factor that
 * is exactly 0 stays 0 beside what is unknown.
 */
final class OneSided {
  private final Window window;
  private final @Nullable Tensor[] c;

  /** Which powers are kept; one for each sweep. */
  static final class Window {
    private final int low;
    private final int high;
    private boolean rooted;

    /**
     * From low to high.
     *
     * @param low the lowest power of s, not positive
     * @param high the highest, not negative
     */
    Window(int low, int high) {
      this.low = low;
      this.high = high;
    }

    int low() {
      return low;
    }

    int high() {
      return high;
    }

    /** Whether a power between two whole ones, or a logarithm, was met, and lost. */
    boolean isRooted() {
      return rooted;
    }

    /** Remembers that one was. */
    void lose() {
      rooted = true;
    }

    private int size() {
      return high - low + 1;
    }
  }

  private OneSided(Window window, @Nullable Tensor[] c) {
    this.window = window;
    this.c = c;
  }

  /** What does not move. */
  static OneSided constant(Window window, Tensor x) {
    @Nullable Tensor[] c = new Tensor[window.size()];
    c[-window.low] = x;
    return new OneSided(window, c);
  }

  /** This and v sᵏ. */
  OneSided plus(Tensor v, int k) {
    @Nullable Tensor[] y = c.clone();
    y[k - window.low] = Series.sum(y[k - window.low], v);
    return new OneSided(window, y);
  }

  /** Of which nothing is known. */
  OneSided unknown(Shape shape) {
    @Nullable Tensor[] y = new Tensor[c.length];
    Arrays.fill(y, Var.filled(shape, Double.NaN).tensor());
    return new OneSided(window, y);
  }

  /** The number c, in this shape. */
  OneSided like(double c) {
    return constant(window, any().map(x -> c));
  }

  Window window() {
    return window;
  }

  /** The coefficient of sᵏ, or null for 0. */
  @Nullable Tensor get(int k) {
    return c[k - window.low];
  }

  /** Where s is 0, if there is no pole. */
  Tensor value() {
    Tensor value = get(0);
    return value == null ? any().zeros() : value;
  }

  private Tensor any() {
    for (Tensor x : c) {
      if (x != null) {
        return x;
      }
    }
    throw new IllegalStateException("a series without a term");
  }

  Shape shape() {
    return any().shape();
  }

  /** Whether a negative power has a coefficient other than 0. */
  boolean hasPole() {
    for (int k = window.low; k < 0; k++) {
      Tensor x = get(k);
      if (x != null && !isZero(x)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isZero(Tensor x) {
    return Arrays.stream(x.numbers()).allMatch(v -> v == 0);
  }

  // ---- from and to a Taylor series, where there is no pole

  /** The powers from 0 on. */
  Series regular() {
    @Nullable Tensor[] y = Arrays.copyOfRange(c, -window.low, c.length);
    y[0] = value();
    return new Series(y);
  }

  OneSided of(Series series) {
    @Nullable Tensor[] y = new Tensor[c.length];
    for (int k = 0; k <= window.high; k++) {
      y[k - window.low] = series.get(k);
    }
    return new OneSided(window, y);
  }

  // ---- linear and bilinear

  /** A linear map of every coefficient. */
  OneSided map(UnaryOperator<Tensor> linear) {
    @Nullable Tensor[] y = new Tensor[c.length];
    for (int k = 0; k < y.length; k++) {
      Tensor x = c[k];
      y[k] = x == null ? null : linear.apply(x);
    }
    return new OneSided(window, y);
  }

  /** A linear map of several, of their coefficients of one power at a time. */
  static OneSided combine(OneSided[] x, Function<Tensor[], Tensor> linear) {
    @Nullable Tensor[] y = new Tensor[x[0].c.length];
    for (int k = 0; k < y.length; k++) {
      int at = k;
      if (Arrays.stream(x).anyMatch(part -> part.c[at] != null)) {
        Tensor[] parts = new Tensor[x.length];
        Arrays.setAll(parts, i -> x[i].orZero(at));
        y[k] = linear.apply(parts);
      }
    }
    return new OneSided(x[0].window, y);
  }

  private Tensor orZero(int at) {
    Tensor x = c[at];
    return x == null ? any().zeros() : x;
  }

  OneSided plus(OneSided other) {
    @Nullable Tensor[] y = new Tensor[c.length];
    for (int k = 0; k < y.length; k++) {
      y[k] = Series.sum(c[k], other.c[k]);
    }
    return new OneSided(window, y);
  }

  OneSided times(double factor) {
    return map(x -> x.times(factor));
  }

  OneSided times(OneSided other) {
    return product(other, Tensor::times);
  }

  /** One number for all places. */
  OneSided fill(Shape shape) {
    return map(x -> x.shape().equals(shape) ? x : x.fill(shape));
  }

  /**
   * Σ_k sᵏ Σ_i B(x_i, z_{k−i}). What lies beyond the highest power is unknown, and a pole of the
   * other brings it nearer.
   */
  OneSided product(OneSided other, BinaryOperator<Tensor> bilinear) {
    @Nullable Tensor[] y = new Tensor[c.length];
    Tensor below = null; // lower than the window
    int[] mine = powers(other);
    int[] others = other.powers(this);
    for (int i : mine) {
      for (int j : others) {
        if (i + j > window.high) {
          break;
        }
        Tensor term = beside(term(i), other.term(j), bilinear);
        if (i + j < window.low) {
          below = Series.sum(below, term);
        } else {
          y[i + j - window.low] = Series.sum(y[i + j - window.low], term);
        }
      }
    }
    if (below != null) {
      Tensor lost = below.map(v -> v == 0 ? 0 : Double.NaN);
      for (int k = 0; k < y.length; k++) {
        y[k] = Series.sum(y[k], lost);
      }
    }
    return new OneSided(window, y);
  }

  /** The powers that have a term, and those beyond the window that a pole of another reaches. */
  private int[] powers(OneSided other) {
    int pole = 0;
    while (window.low + pole < 0 && other.c[pole] == null) {
      pole++;
    }
    return IntStream.rangeClosed(window.low, window.high - window.low - pole)
        .filter(k -> k > window.high || get(k) != null)
        .toArray();
  }

  private Tensor term(int k) {
    Tensor x = k > window.high ? null : get(k);
    return x == null ? any().map(v -> Double.NaN) : x;
  }

  /** B(a, b), in which 0 times unknown is 0. */
  private static Tensor beside(Tensor a, Tensor b, BinaryOperator<Tensor> bilinear) {
    if (!hasUnknown(a) && !hasUnknown(b)) {
      return bilinear.apply(a, b);
    }
    Tensor known = bilinear.apply(a.map(OneSided::known), b.map(OneSided::known));
    Tensor first = bilinear.apply(a.map(OneSided::unknown), b.map(OneSided::present));
    Tensor second = bilinear.apply(a.map(OneSided::present), b.map(OneSided::unknown));
    return known.zip(first.plus(second), (v, n) -> n > 0 ? Double.NaN : v);
  }

  private static boolean hasUnknown(Tensor x) {
    for (double v : x.numbers()) {
      if (Double.isNaN(v)) {
        return true;
      }
    }
    return false;
  }

  private static double known(double v) {
    return Double.isNaN(v) ? 0 : v;
  }

  private static double unknown(double v) {
    return Double.isNaN(v) ? 1 : 0;
  }

  private static double present(double v) {
    return v == 0 ? 0 : 1;
  }

  // ---- element by element

  /** A function of one element's coefficients, of which the first belongs to the lowest power. */
  interface OfElement {
    /** The coefficients of f(x); x may be modified. */
    double[] of(double[] x, int element);
  }

  OneSided elements(OfElement f) {
    Tensor like = any();
    double[][] y = new double[c.length][like.size()];
    for (int e = 0; e < like.size(); e++) {
      double[] of = f.of(element(e), e);
      for (int k = 0; k < y.length; k++) {
        y[k][e] = of[k];
      }
    }
    @Nullable Tensor[] all = new Tensor[c.length];
    for (int k = 0; k < y.length; k++) {
      boolean none = Arrays.stream(y[k]).allMatch(v -> v == 0);
      all[k] = none && k != -window.low ? null : Tensor.of(like.shape(), like.isFloat(), y[k]);
    }
    return new OneSided(window, all);
  }

  /** The coefficients of one element. */
  double[] element(int e) {
    double[] x = new double[c.length];
    for (int k = 0; k < x.length; k++) {
      Tensor of = c[k];
      x[k] = of == null ? 0 : of.numbers()[e];
    }
    return x;
  }

  /** c s⁰, of one element. */
  double[] constant(double value) {
    double[] y = new double[c.length];
    y[-window.low] = value;
    return y;
  }

  /** Of which nothing is known from sᵏ on; below, it is 0. */
  double[] unknownFrom(int k) {
    double[] y = new double[c.length];
    Arrays.fill(y, Math.min(y.length, Math.max(0, k - window.low)), y.length, Double.NaN);
    return y;
  }

  /** The place of the first coefficient that is not 0; as many as there are if all are. */
  static int first(double[] x) {
    int k = 0;
    while (k < x.length && x[k] == 0) {
      k++;
    }
    return k;
  }

  /** The sign of x for small s: −1, 0, 1, or NaN if unknown. */
  static double sign(double[] x) {
    int k = first(x);
    return k == x.length ? 0 : Math.signum(x[k]);
  }

  /** xᵖ. */
  OneSided power(double p) {
    return elements((x, e) -> power(x, p));
  }

  /** sign(x) |x|ᵖ. */
  OneSided oddPower(double p) {
    return elements((x, e) -> sign(x) < 0 ? negated(power(negated(x), p)) : power(x, p));
  }

  private static double[] negated(double[] x) {
    return Arrays.stream(x).map(v -> v == 0 ? 0 : -v).toArray();
  }

  /**
   * xᵖ of one element: with x = c sᵐ (1 + u), cᵖ sᵐᵖ (1 + u)ᵖ, whose coefficients come from (1 + u)
   * w′ = p u′ w.
   */
  double[] power(double[] x, double p) {
    if (p == 0) {
      return constant(1);
    }
    int from = first(x);
    int m = from + window.low;
    double lead = from == x.length ? Double.NaN : x[from];
    double exponent = m * p;
    boolean outside = lead < 0 && p != Math.rint(p);
    if (outside || (Double.isNaN(lead) && p < 0)) {
      return unknownFrom(window.low);
    }
    window.rooted |= exponent != Math.rint(exponent);
    if (Double.isNaN(lead) || exponent != Math.rint(exponent) || exponent < window.low) {
      return unknownFrom((int) Math.floor(Math.min(exponent, 1e6)));
    }
    int n = x.length - from; // known terms of u, and of w
    double[] w = new double[n];
    w[0] = Math.pow(lead, p);
    int[] u = IntStream.range(1, n).filter(j -> x[from + j] != 0).toArray();
    for (int k = 1; k < n; k++) {
      for (int j : u) {
        double factor = j > k ? 0 : (p * j - (k - j)) * w[k - j];
        w[k] += factor == 0 ? 0 : factor * (x[from + j] / lead) / k;
      }
    }
    double[] y = unknownFrom((int) Math.min(exponent + n, window.high + 1));
    for (int k = 0; k < n && exponent + k <= window.high; k++) {
      y[(int) exponent + k - window.low] = w[k];
    }
    return y;
  }

  /**
   * The y with y′ = w x′, from its value; with ∫ s⁻¹ = ln s, of which no power is known.
   *
   * @param y0 where s is 0
   */
  OneSided integral(Tensor y0, OneSided w) {
    OneSided slope = derivative().times(w); // of s y′
    double[] start = y0.numbers();
    return slope.elements(
        (x, e) -> {
          double[] y = new double[x.length];
          for (int k = 0; k < y.length; k++) {
            int power = k + window.low;
            y[k] = power == 0 ? 0 : x[k] / power;
          }
          y[-window.low] = start[e];
          boolean logarithm = x[-window.low] != 0 || !Double.isFinite(start[e]);
          if (Double.isNaN(start[e])) {
            return unknownFrom(window.low);
          }
          if (logarithm) {
            window.lose();
            Arrays.fill(y, Math.max(0, -1 - window.low), y.length, Double.NaN);
          }
          return y;
        });
  }

  /** s x′. */
  private OneSided derivative() {
    @Nullable Tensor[] y = new Tensor[c.length];
    for (int k = window.low; k <= window.high; k++) {
      Tensor x = get(k);
      y[k - window.low] = x == null ? null : x.times(k);
    }
    return new OneSided(window, y);
  }
}
