package dev.chainrule.autodiff;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Var} was computed from others, and its derivatives: value, pullback and pushforward
 * belong together. Derivatives are written in Vars, so that they can be differentiated again.
 *
 * <p>With y = f(x₁ … x_k) and Jacobians J_i = ∂y/∂x_i, the pullback is dx_i = J_iᵀ dy and the
 * pushforward dy = Σ J_i dx_i. Most operations are one of a few kinds, whose rules follow from
 * less:
 *
 * <ul>
 *   <li>{@link Unary}: element by element, from f′;
 *   <li>{@link Linear}: from the transposed map;
 *   <li>{@link Bilinear}: from the two transposed maps;
 *   <li>{@link CustomOp}: a rule of your own.
 * </ul>
 */
abstract class Op {
  /** As {@link #smoothness}: the chain rule may be applied as often as one likes. */
  static final int SMOOTH = Integer.MAX_VALUE;

  private final Supplier<String> name;

  Op(String name) {
    this(() -> name);
  }

  /** With a name that is made when asked for: many are made with an operation, few are read. */
  Op(Supplier<String> name) {
    this.name = name;
  }

  /** What formulas call it. */
  final String name() {
    return name.get();
  }

  /** f(x). */
  abstract Tensor value(Tensor[] x);

  /** J_iᵀ dy; null where y does not depend on x_i, or only in jumps. */
  abstract @Nullable Var pullback(int i, Var dy, Var y, Var[] x);

  /** Σ J_i dx_i, where null stands for 0; null where that is 0. */
  abstract @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x);

  /**
   * The Taylor coefficients y_0 … y_n of y(t) = f(x(t)), from those of x.
   *
   * <p>Unless an operation knows a recurrence of its own, they follow from its pushforward: y′ =
   * F(x, y, x′), so that (k + 1) y_{k+1} is coefficient k of F, which reads only y_0 … y_k.
   */
  Series taylor(Series[] x, Var y, int n) {
    return PushforwardSeries.of(this, x, y, n);
  }

  /** Whether each number of y depends on the numbers at its own place alone, in x of y's shape. */
  boolean isElementwise() {
    return false;
  }

  /**
   * On which sides of its kinks and jumps it was: a number that differs when a side does; 0 for an
   * operation without.
   */
  long side(Tensor[] x) {
    return 0;
  }

  /**
   * How often the rules of this may be differentiated at x: {@link #SMOOTH}; 1 at a kink, whose
   * first derivative is a convention; 0 at a jump, a pole, or the edge of its domain.
   */
  int smoothness(Tensor[] x) {
    return SMOOTH;
  }

  /** Whether {@link #smoothness} may be 0 somewhere, so that a sweep may end in NaN for it. */
  boolean mayBreak() {
    return false;
  }

  /**
   * How y behaves on one side of a point, from how x does. Where x has no pole it is the Taylor
   * series; an operation that has kinks or singular points knows better.
   */
  OneSided approach(OneSided[] x) {
    Var[] leaves = new Var[x.length];
    Series[] series = new Series[x.length];
    boolean pole = false;
    for (int i = 0; i < x.length; i++) {
      leaves[i] = Var.leaf(x[i].value());
      series[i] = x[i].regular();
      pole |= x[i].hasPole();
    }
    Var y = apply(leaves);
    return pole ? x[0].unknown(y.shape()) : x[0].of(taylor(series, y, x[0].window().high()));
  }

  final Var apply(Var... x) {
    Tensor[] values = new Tensor[x.length];
    for (int i = 0; i < x.length; i++) {
      values[i] = x[i].tensor();
    }
    return new Var(value(values), this, x);
  }

  @Override
  public final String toString() {
    return name();
  }
}
