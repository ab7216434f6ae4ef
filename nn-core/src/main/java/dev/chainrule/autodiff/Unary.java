package dev.chainrule.autodiff;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * y = f(x), element by element: the Jacobian is diagonal, f′, so that pullback and pushforward are
 * both a product with it.
 */
final class Unary extends Op {
  private final DoubleUnaryOperator f;
  private final @Nullable BinaryOperator<Var> derivative;
  private final @Nullable BiFunction<Series, Tensor, @Nullable Series> recurrence;
  private final @Nullable Edge edge;

  /**
   * Where a function has no derivative, and how it behaves beside such a point.
   *
   * @param at null for nowhere
   */
  private record Edge(@Nullable DoublePredicate at, UnaryOperator<OneSided> approach) {}

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
    this(name, f, derivative, recurrence, null);
  }

  private Unary(
      Supplier<String> name,
      DoubleUnaryOperator f,
      @Nullable BinaryOperator<Var> derivative,
      @Nullable BiFunction<Series, Tensor, @Nullable Series> recurrence,
      @Nullable Edge edge) {
    super(name);
    this.f = f;
    this.derivative = derivative;
    this.recurrence = recurrence;
    this.edge = edge;
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

  /** This, known to be xᵖ, which at 0 has derivatives only if p is natural. */
  Unary power(double p) {
    boolean smooth = p >= 0 && p == Math.rint(p);
    return edged(new Edge(smooth ? null : x -> x == 0, x -> x.power(p)));
  }

  /** This, known to be sign(x) |x|ᵖ, as odd roots are, with no derivative at 0. */
  Unary oddPower(double p) {
    return edged(new Edge(x -> x == 0, x -> x.oddPower(p)));
  }

  /** This, known to have no derivative at some points, beside which it is the integral of f′. */
  Unary singularAt(DoublePredicate points) {
    return edged(new Edge(points, this::integral));
  }

  private Unary edged(Edge other) {
    return new Unary(this::name, f, derivative, recurrence, other);
  }

  private OneSided integral(OneSided x) {
    Tensor value = x.value();
    Var leaf = Var.leaf(value);
    Tensor y0 = value.map(f);
    BinaryOperator<Var> rule = java.util.Objects.requireNonNull(derivative);
    Var slope = rule.apply(leaf, Var.leaf(y0));
    return x.integral(y0, Limits.sweep(slope, x.window(), Map.of(leaf, x)));
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
  int smoothness(Tensor[] x) {
    DoublePredicate at = edge == null ? null : edge.at;
    return at != null && Arrays.stream(x[0].numbers()).anyMatch(at) ? 0 : SMOOTH;
  }

  @Override
  boolean mayBreak() {
    return edge != null && edge.at != null;
  }

  @Override
  OneSided approach(OneSided[] x) {
    return edge == null ? super.approach(x) : edge.approach.apply(x[0]);
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
