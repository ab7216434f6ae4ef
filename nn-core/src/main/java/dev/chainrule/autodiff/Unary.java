package dev.chainrule.autodiff;

import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * y = f(x), element by element: the Jacobian is diagonal, f′, so that pullback and pushforward are
 * both a product with it.
 */
final class Unary extends Op {
  private final DoubleUnaryOperator f;
  private final @Nullable BinaryOperator<Var> derivative;
  private final @Nullable BiFunction<Series, Tensor, @Nullable Series> recurrence;
  private final boolean kinked;

  /**
   * A function of one number.
   *
   * @param derivative (x, y) ↦ f′(x); null where it is 0, jumps apart
   * @param recurrence from the Taylor coefficients of x and from y_0 = f(x_0) to those of y; null
   *     for that of the pushforward, as it may give where it does not hold
   */
  Unary(
      Supplier<String> name,
      DoubleUnaryOperator f,
      @Nullable BinaryOperator<Var> derivative,
      @Nullable BiFunction<Series, Tensor, @Nullable Series> recurrence) {
    this(name, f, derivative, recurrence, false);
  }

  private Unary(
      Supplier<String> name,
      DoubleUnaryOperator f,
      @Nullable BinaryOperator<Var> derivative,
      @Nullable BiFunction<Series, Tensor, @Nullable Series> recurrence,
      boolean kinked) {
    super(name);
    this.f = f;
    this.derivative = derivative;
    this.recurrence = recurrence;
    this.kinked = kinked;
  }

  /** A function with a kink or a jump at 0. */
  static Unary kinked(
      String name, DoubleUnaryOperator f, @Nullable BinaryOperator<Var> derivative) {
    return new Unary(() -> name, f, derivative, null, true);
  }

  Unary(
      String name,
      DoubleUnaryOperator f,
      @Nullable BinaryOperator<Var> derivative,
      @Nullable BiFunction<Series, Tensor, @Nullable Series> recurrence) {
    this(() -> name, f, derivative, recurrence);
  }

  Unary(String name, DoubleUnaryOperator f, @Nullable BinaryOperator<Var> derivative) {
    this(() -> name, f, derivative, null);
  }

  @Override
  boolean isElementwise() {
    return true;
  }

  @Override
  Tensor value(Tensor[] x) {
    return x[0].map(f);
  }

  @Override
  long side(Tensor[] x) {
    return kinked ? x[0].signs() : 0;
  }

  @Override
  @Nullable Var pullback(int i, Var dy, Var y, Var[] x) {
    return derivative == null ? null : dy.mul(derivative.apply(x[0], y));
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    return derivative == null || dx[0] == null ? null : dx[0].mul(derivative.apply(x[0], y));
  }

  @Override
  Series taylor(Series[] x, Var y, int n) {
    Series series = recurrence == null ? null : recurrence.apply(x[0], y.tensor());
    return series == null ? super.taylor(x, y, n) : series;
  }
}
