package dev.chainrule.autodiff;

import dev.chainrule.kernel.Gaussian;
import dev.chainrule.kernel.Logistic;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * The elementary functions: value, derivative, and the recurrence of its Taylor coefficients. One
 * line each where the mathematics is one line.
 */
final class Elementary {
  private static final double TWO_BY_ROOT_PI = 2 / Math.sqrt(Math.PI);

  private Elementary() {}

  // jumps, flat elsewhere
  static final Piecewise SIGN = Piecewise.jumping("sign", Math::signum, 0);
  static final Piecewise STEP = Piecewise.jumping("step", Elementary::step, 0);

  /** x⁰, at 0 as well. */
  static final Unary ONE = new Unary("^0", x -> 1, null);

  // kinks, and what counts as the slope there
  static final Piecewise ABS = Piecewise.kinked("abs", Math::abs, Math::signum, 0);
  static final Piecewise RELU = Piecewise.kinked("relu", x -> x <= 0 ? 0 : x, Elementary::step, 0);

  /** x within the bounds, the nearer bound outside; a bound that is infinite is none. */
  static Piecewise clamp(double low, double high) {
    return Piecewise.kinked(
        "clamp",
        x -> x < low ? low : x > high ? high : x,
        x -> x < low || x > high ? 0 : Double.isNaN(x) ? x : 1, // bounds included
        low,
        high);
  }

  static final Unary EXP = new Unary("exp", Math::exp, (x, y) -> y, Series::exp);
  static final Unary EXPM1 =
      new Unary("expm1", Math::expm1, (x, y) -> x.exp(), (x, y0) -> x.integral(y0, exponential(x)));
  static final Unary LOG =
      new Unary("log", Math::log, (x, y) -> x.reciprocal(), (x, y0) -> x.log())
          .singularAt(x -> x == 0);
  static final Unary LOG1P =
      new Unary(
              "log1p",
              Math::log1p,
              (x, y) -> x.add(1).reciprocal(),
              (x, y0) -> x.integral(y0, x.plus(1).reciprocal()))
          .singularAt(x -> x == -1);

  /** ln x, and 0 where x = 0: for 0ᶻ ln 0, whose limit is 0. */
  static final Unary LOG_OF_POSITIVE =
      new Unary("log", x -> x == 0 ? 0 : Math.log(x), (x, y) -> x.reciprocal())
          .singularAt(x -> x == 0);

  static final Unary RECIPROCAL_OR_ZERO =
      new Unary("reciprocal", x -> x == 0 ? 0 : 1 / x, (x, y) -> x.reciprocal().square().neg())
          .power(-1);
  static final Unary RECIPROCAL =
      new Unary("reciprocal", x -> 1 / x, (x, y) -> y.square().neg(), (x, y0) -> x.reciprocal())
          .power(-1);
  static final Unary SQUARE =
      new Unary("square", x -> x * x, (x, y) -> x.mul(2), (x, y0) -> x.times(x)).power(2);
  static final Unary SQRT =
      new Unary("sqrt", Math::sqrt, (x, y) -> y.mul(2).reciprocal(), (x, y0) -> x.power(y0, 0.5))
          .power(0.5);

  /** The root of a negative number is negative; the slope at 0 is infinite. */
  static final Unary CBRT =
      new Unary(
              "cbrt",
              Math::cbrt,
              (x, y) -> y.square().mul(3).reciprocal(),
              (x, y0) -> x.value().contains(0) ? null : x.power(y0, 1 / 3.0))
          .oddPower(1 / 3.0);

  static final Unary SIN =
      new Unary(
          "sin",
          Math::sin,
          (x, y) -> x.cos(),
          (x, y0) -> x.circular(y0, x.value().map(Math::cos), 1, -1));
  static final Unary COS =
      new Unary(
          "cos",
          Math::cos,
          (x, y) -> x.sin().neg(),
          (x, y0) -> x.circular(y0, x.value().map(Math::sin), -1, 1));
  static final Unary TAN = new Unary("tan", Math::tan, (x, y) -> y.square().add(1), Series::tan);
  static final Unary ASIN =
      new Unary(
              "asin",
              Math::asin,
              (x, y) -> besideOne(x).sqrt().reciprocal(),
              (x, y0) -> x.integral(y0, rootBesideOne(x).reciprocal()))
          .singularAt(x -> Math.abs(x) == 1);
  static final Unary ACOS =
      new Unary(
              "acos",
              Math::acos,
              (x, y) -> besideOne(x).sqrt().reciprocal().neg(),
              (x, y0) -> x.integral(y0, rootBesideOne(x).reciprocal().times(-1)))
          .singularAt(x -> Math.abs(x) == 1);
  static final Unary ATAN =
      new Unary(
          "atan",
          Math::atan,
          (x, y) -> x.square().add(1).reciprocal(),
          (x, y0) -> x.integral(y0, x.times(x).plus(1).reciprocal()));

  static final Unary SINH =
      new Unary(
          "sinh",
          Math::sinh,
          (x, y) -> x.cosh(),
          (x, y0) -> x.circular(y0, x.value().map(Math::cosh), 1, 1));
  static final Unary ASINH =
      new Unary(
          "asinh",
          Elementary::asinh,
          (x, y) -> y.cosh().reciprocal(),
          (x, y0) -> x.integral(y0, rootAboveOne(x).reciprocal()));
  static final Unary COSH =
      new Unary(
          "cosh",
          Math::cosh,
          (x, y) -> x.sinh(),
          (x, y0) -> x.circular(y0, x.value().map(Math::sinh), 1, 1));
  // Bounded functions: a derivative is computed from x, since y is soon rounded to its bound.

  static final Unary SECH_SQUARED =
      new Unary("sech²", Logistic::sechSquared, (x, y) -> x.tanh().mul(y).mul(-2));
  static final Unary TANH =
      new Unary(
          "tanh",
          Math::tanh,
          (x, y) -> SECH_SQUARED.apply(x),
          (x, y0) -> x.logistic(y0, x.value().map(Logistic::sechSquared), y0));
  static final Unary SIGMOID_SLOPE =
      new Unary("sigmoid′", Logistic::slope, (x, y) -> x.div(2).tanh().mul(y).neg());
  static final Unary SIGMOID =
      new Unary(
          "sigmoid",
          Logistic::sigmoid,
          (x, y) -> SIGMOID_SLOPE.apply(x),
          (x, y0) ->
              x.logistic(
                  y0, x.value().map(Logistic::slope), x.value().map(v -> Math.tanh(v / 2) / 2)));
  static final Unary SOFTPLUS = new Unary("softplus", Logistic::softplus, (x, y) -> x.sigmoid());

  static final Unary BELL =
      new Unary(
          "bell",
          Gaussian::bell,
          (x, y) -> x.mul(y).mul(-2),
          (x, y0) -> x.times(x).times(-1).exp(y0));
  static final Unary ERF =
      new Unary(
          "erf",
          Erf::value,
          (x, y) -> BELL.apply(x).mul(TWO_BY_ROOT_PI),
          (x, y0) -> x.integral(y0, bell(x).times(TWO_BY_ROOT_PI)));
  static final Unary ERFC =
      new Unary(
          "erfc",
          Erfc::value,
          (x, y) -> BELL.apply(x).mul(-TWO_BY_ROOT_PI),
          (x, y0) -> x.integral(y0, bell(x).times(-TWO_BY_ROOT_PI)));

  /** φ, the density of the normal distribution. */
  static final Unary DENSITY = new Unary("φ", Gaussian::density, (x, y) -> x.mul(y).neg());

  /** Φ, its distribution function. */
  static final Unary DISTRIBUTION =
      new Unary(
          "Φ",
          Gaussian::distribution,
          (x, y) -> DENSITY.apply(x),
          (x, y0) -> x.integral(y0, x.times(x).times(-0.5).exp(x.value().map(Gaussian::density))));

  /** xᵖ for a number p. */
  static Unary power(double p) {
    return new Unary(
            () -> "^" + trimmed(p),
            x -> Math.pow(x, p),
            (x, y) -> x.pow(p - 1).mul(p),
            (x, y0) ->
                isNatural(p) ? x.power((long) p) : x.value().contains(0) ? null : x.power(y0, p))
        .power(p);
  }

  private static boolean isNatural(double p) {
    return p >= 0 && p == Math.rint(p) && p <= 1L << 52;
  }

  static String trimmed(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
  }

  private static double step(double x) {
    return x > 0 ? 1 : x <= 0 ? 0 : x; // NaN stays
  }

  private static Series bell(Series x) {
    return x.times(x).times(-1).exp(x.value().map(Gaussian::bell));
  }

  private static Series exponential(Series x) {
    return x.exp(x.value().map(Math::exp));
  }

  /** 1 − x², exact also near ±1, where 1 − x * x is not. */
  private static Var besideOne(Var x) {
    return x.neg().add(1).mul(x.add(1));
  }

  /** √(1 − x²). */
  private static Series rootBesideOne(Series x) {
    Series product = x.times(-1).plus(1).times(x.plus(1));
    return product.power(product.value().map(Math::sqrt), 0.5);
  }

  /** √(1 + x²). */
  private static Series rootAboveOne(Series x) {
    Series sum = x.times(x).plus(1);
    return sum.power(sum.value().map(Math::sqrt), 0.5);
  }

  /**
   * ln(x + √(1 + x²)), exact for small x, for large ones of either sign, and where x² overflows.
   */
  private static double asinh(double x) {
    double a = Math.abs(x);
    double y =
        a < 1e8 ? Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a))) : Math.log(a) + Math.log(2);
    return Math.copySign(y, x);
  }
}
