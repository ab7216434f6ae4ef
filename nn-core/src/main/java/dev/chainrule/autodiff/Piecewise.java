package dev.chainrule.autodiff;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * y = f(x), element by element, for an f of straight pieces: |x| and relu, whose pieces meet in a
 * kink, and what is flat but for jumps.
 *
 * <p>The chain rule takes f′ at a kink as it is defined here, once. That slope has no derivative
 * where it jumps: there it is NaN, in whose place {@link Limits} puts the limit if there is one.
 */
final class Piecewise extends Op {
  private final Kind kind;
  private final DoubleUnaryOperator f;
  private final @Nullable Piecewise slope;
  private final double[] breaks;

  private enum Kind {
    /** Continuous. */
    KINKED,
    /** Flat but for jumps, where its derivative counts as 0. */
    JUMPING,
    /** The slope of a kinked one, which jumps, and has no derivative there. */
    SLOPE,
    /** The slope of a jumping one: 0, but at a jump, where it is no larger than 1/x. */
    PULSE,
    /** The derivative of a slope or a pulse: 0, and NaN where these jump; so is its own. */
    NONE
  }

  private Piecewise(
      String name, Kind kind, DoubleUnaryOperator f, @Nullable Piecewise slope, double... breaks) {
    super(name);
    this.kind = kind;
    this.f = f;
    this.slope = slope;
    this.breaks = breaks;
  }

  /**
   * A continuous function.
   *
   * @param slope f′, with what counts as f′ at the breaks
   */
  static Piecewise kinked(
      String name, DoubleUnaryOperator f, DoubleUnaryOperator slope, double... breaks) {
    Piecewise derivative = new Piecewise(name + "′", Kind.SLOPE, slope, null, breaks);
    return new Piecewise(name, Kind.KINKED, f, derivative, breaks);
  }

  /** A function that is flat but for jumps. */
  static Piecewise jumping(String name, DoubleUnaryOperator f, double... breaks) {
    DoubleUnaryOperator flat = x -> Double.isNaN(x) ? x : 0;
    Piecewise derivative = new Piecewise(name + "′", Kind.PULSE, flat, null, breaks);
    return new Piecewise(name, Kind.JUMPING, f, derivative, breaks);
  }

  @Override
  boolean isElementwise() {
    return true;
  }

  @Override
  boolean mayBreak() {
    return slope == null;
  }

  @Override
  int smoothness(Tensor[] x) {
    return !isAtBreak(x[0]) ? SMOOTH : slope == null ? 0 : 1;
  }

  private boolean isAtBreak(Tensor x) {
    for (double v : x.numbers()) {
      if (isBreak(v)) {
        return true;
      }
    }
    return false;
  }

  private boolean isBreak(double x) {
    for (double at : breaks) {
      if (x == at) {
        return true;
      }
    }
    return false;
  }

  @Override
  Tensor value(Tensor[] x) {
    return x[0].map(f);
  }

  @Override
  long side(Tensor[] x) {
    long side = 0;
    for (double at : breaks) {
      side = 31 * side + (at == 0 ? x[0] : x[0].map(v -> v - at)).signs();
    }
    return side;
  }

  @Override
  @Nullable Var pullback(int i, Var dy, Var y, Var[] x) {
    Var derivative = derivative(x[0]);
    return derivative == null ? null : dy.mul(derivative);
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    Var moved = dx[0];
    Var derivative = moved == null ? null : derivative(x[0]);
    return moved == null || derivative == null ? null : moved.mul(derivative);
  }

  /** f′(x); null where it is 0. */
  private @Nullable Var derivative(Var x) {
    if (kind != Kind.KINKED && !isAtBreak(x.tensor())) {
      return null;
    }
    return (slope == null ? none() : slope).apply(x);
  }

  private Piecewise none() {
    return new Piecewise(name() + "′", Kind.NONE, x -> isBreak(x) ? Double.NaN : 0, null, breaks);
  }

  @Override
  OneSided approach(OneSided[] x) {
    return x[0].elements((c, e) -> approach(x[0], c));
  }

  private double[] approach(OneSided x, double[] c) {
    int zero = -x.window().low();
    double at = c[zero];
    if (OneSided.first(c) < zero || Double.isNaN(at)) {
      return x.unknownFrom(x.window().low());
    }
    c[zero] = 0;
    double side = isBreak(at) ? OneSided.sign(c) : 0;
    if (Double.isNaN(side)) {
      return x.unknownFrom(kind == Kind.KINKED ? 1 : x.window().low());
    }
    double beside = side > 0 ? Math.nextUp(at) : side < 0 ? Math.nextDown(at) : at;
    if (kind == Kind.PULSE) {
      return isBreak(at) ? x.unknownFrom(zero - OneSided.first(c)) : x.constant(0);
    }
    if (kind == Kind.NONE) {
      return isBreak(at) ? x.unknownFrom(x.window().low()) : x.constant(0);
    }
    if (slope == null || kind == Kind.JUMPING) {
      return x.constant(f.applyAsDouble(beside));
    }
    double factor = slope.f.applyAsDouble(beside);
    for (int k = zero + 1; k < c.length; k++) {
      c[k] = factor == 0 ? 0 : c[k] * factor;
    }
    c[zero] = f.applyAsDouble(at);
    return c;
  }
}
