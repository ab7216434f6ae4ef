package dev.chainrule.autodiff;

import dev.chainrule.autodiff.OneSided.Window;
import dev.chainrule.random.RandomStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The coefficients of t ↦ y(x + t v) at a point x where y may not be smooth: those that both sides
 * of the line agree on, and NaN in place of others.
 *
 * <p>The line is left a little, x + t v + t^m r for a large m and an r of no pattern, to either
 * side: so that it does not run along a kink, where conventions hold and no limits. What is
 * approached must not depend on the side.
 */
final class Approach {
  /** Of rounding, relative to the largest coefficient. */
  private static final double TOLERANCE = 1e-9;

  /** Roots of t as far as the sixth are followed, where whole powers alone do not suffice. */
  private static final int[] STEPS = {1, 6};

  private static final int ASIDE = 3; // m − k for derivative k

  private final Var y;
  private final Collection<Var> held;

  /**
   * Of y.
   *
   * @param held what stands still, whatever it was computed from
   */
  Approach(Var y, Collection<Var> held) {
    this.y = y;
    this.held = held;
  }

  /** Coefficient k ≥ 1, a derivative divided by k!; NaN where the limit does not exist. */
  Tensor along(Map<Var, Var> line, int k) {
    Map<Var, Tensor> v = new HashMap<>();
    line.forEach((x, dx) -> v.put(x, dx.tensor()));
    return coefficient(v, k);
  }

  Tensor coefficient(Map<Var, Tensor> v, int k) {
    boolean rooted = false;
    Tensor found = y.tensor().zeros();
    for (int step : STEPS) {
      if (step == 1 || rooted) {
        Window left = window(k, step);
        Window right = window(k, step);
        found = both(bothWays(v, k, step, -1, left), bothWays(v, k, step, 1, right));
        rooted = found.hasNan() && (left.isRooted() || right.isRooted());
      }
    }
    return found;
  }

  private static Window window(int k, int step) {
    int beside = (ASIDE + k) * step;
    return new Window(-2 * beside, 3 * beside);
  }

  private Tensor both(double[] left, double[] right) {
    double[] values = y.tensor().numbers();
    double[] c = new double[left.length];
    for (int e = 0; e < c.length; e++) {
      c[e] = Double.isNaN(values[e]) ? Double.NaN : agreed(left[e], right[e]);
    }
    return Tensor.of(y.shape(), y.tensor().isFloat(), c);
  }

  /** One of two, if they agree, or if one is outside of the domain: infinite. */
  private static double agreed(double a, double b) {
    if (Double.isInfinite(a) || Double.isInfinite(b)) {
      return Double.isInfinite(a) ? (Double.isInfinite(b) ? Double.NaN : b) : a;
    }
    return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)))
        ? (a + b) / 2
        : Double.NaN;
  }

  /** Coefficient k of each number; infinite where both ways lead out of its domain. */
  private double[] bothWays(Map<Var, Tensor> v, int k, int step, int aside, Window window) {
    int beside = (ASIDE + k) * step;
    OneSided ahead = series(v, 1, window, step, aside * beside);
    OneSided behind = series(v, -1, window, step, aside * beside);
    double[] c = new double[y.tensor().size()];
    for (int e = 0; e < c.length; e++) {
      double[] x = ahead.element(e);
      double[] z = behind.element(e);
      c[e] =
          isJump(x, z, -window.low(), e) ? Double.NaN : coefficient(x, z, k, step, -window.low());
    }
    return c;
  }

  private OneSided series(Map<Var, Tensor> v, int sign, Window window, int step, int aside) {
    RandomStream random = RandomStream.of(1);
    Map<Var, OneSided> moving = new HashMap<>();
    for (Map.Entry<Var, Tensor> of : ordered(v)) {
      Tensor x = of.getKey().tensor();
      Tensor r = normal(x, random).times(Integer.signum(aside));
      moving.put(
          of.getKey(),
          OneSided.constant(window, x)
              .plus(of.getValue().times(sign), step)
              .plus(r, Math.abs(aside)));
    }
    for (Var constant : held) {
      moving.put(constant, OneSided.constant(window, constant.tensor()));
    }
    OneSided series = Limits.sweep(y, window, moving);
    return series.fill(y.shape());
  }

  /** In an order that does not depend on hash codes. */
  private static List<Map.Entry<Var, Tensor>> ordered(Map<Var, Tensor> v) {
    return v.entrySet().stream()
        .sorted(java.util.Comparator.comparingInt(e -> e.getKey().depth()))
        .toList();
  }

  static Tensor normal(Tensor like, RandomStream random) {
    double[] r = new double[like.size()];
    Arrays.setAll(r, i -> random.nextGaussian());
    return Tensor.of(like.shape(), like.isFloat(), r);
  }

  /** Of the coefficients ahead and behind, in which s^step is t. */
  private static double coefficient(double[] ahead, double[] behind, int k, int step, int zero) {
    boolean outsideAhead = isOutside(ahead, zero);
    boolean outsideBehind = isOutside(behind, zero);
    if (outsideAhead || outsideBehind) {
      return outsideAhead && outsideBehind
          ? Double.POSITIVE_INFINITY
          : one(outsideAhead ? behind : ahead, k, step, zero, outsideAhead);
    }
    double largest = 0;
    for (int i = 0; i <= zero + k * step; i++) {
      largest = Math.max(largest, Math.max(Math.abs(ahead[i]), Math.abs(behind[i])));
    }
    for (int i = 0; i <= zero + k * step; i++) {
      int power = i - zero;
      boolean whole = power >= 0 && power % step == 0;
      double mirrored = power / step % 2 == 0 ? behind[i] : -behind[i];
      double wrong =
          whole ? Math.abs(ahead[i] - mirrored) : Math.max(Math.abs(ahead[i]), Math.abs(behind[i]));
      if (!(wrong <= TOLERANCE * largest)) {
        return Double.NaN;
      }
    }
    return ahead[zero + k * step];
  }

  /** From one side alone. */
  private static double one(double[] x, int k, int step, int zero, boolean mirrored) {
    double largest = 0;
    double lost = 0; // between whole powers, or below
    for (int i = 0; i <= zero + k * step; i++) {
      boolean whole = i >= zero && (i - zero) % step == 0;
      largest = Math.max(largest, Math.abs(x[i])); // NaN stays
      lost = Math.max(lost, whole ? 0 : Math.abs(x[i]));
    }
    if (!(lost <= TOLERANCE * largest)) {
      return Double.NaN;
    }
    return mirrored && k % 2 == 1 ? -x[zero + k * step] : x[zero + k * step];
  }

  /**
   * Whether y is not what is approached: a value that is no limit has no derivatives. Of a
   * derivative it may be a convention.
   */
  private boolean isJump(double[] ahead, double[] behind, int zero, int element) {
    double value = y.tensor().numbers()[element];
    double near = isOutside(ahead, zero) ? behind[zero] : ahead[zero];
    return !y.readsDerivative()
        && Math.abs(near - value) > TOLERANCE * Math.max(1, Math.abs(value));
  }

  /** Whether there is not even a value on this side. */
  private static boolean isOutside(double[] x, int zero) {
    return Double.isNaN(Arrays.stream(x, 0, zero + 1).sum());
  }
}
