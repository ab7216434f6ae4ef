package dev.chainrule.autodiff;

import dev.chainrule.tensor.Shape;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * y = f(x, z), element by element, where one of the two may be a single number for all: from ∂f/∂x
 * and ∂f/∂z.
 */
final class Binary extends Op {
  private final BinaryOperator<Tensor> f;
  private final Partial first;
  private final Partial second;
  private final @Nullable Recurrence recurrence;
  private final @Nullable Edge edge;

  /** ∂y/∂x or ∂y/∂z at (x, z), times a tangent or adjoint d; null where it is 0. */
  @FunctionalInterface
  interface Partial {
    @Nullable Var times(Var d, Var x, Var z, Var y);
  }

  /**
   * From the Taylor coefficients of x and z, and y_0, to those of y; null where it does not hold.
   */
  @FunctionalInterface
  interface Recurrence {
    @Nullable Series of(Series x, Series z, Tensor y0);
  }

  /**
   * Where it is not smooth, and how it behaves on one side of such a point.
   *
   * @param smoothness as {@link Op#smoothness} is there
   * @param at where
   * @param approach its series, from those of x and z, of one shape
   */
  private record Edge(
      int smoothness, BiPredicate<Tensor, Tensor> at, BinaryOperator<OneSided> approach) {}

  Binary(
      String name,
      BinaryOperator<Tensor> f,
      Partial first,
      Partial second,
      @Nullable Recurrence recurrence) {
    this(name, f, first, second, recurrence, null);
  }

  private Binary(
      String name,
      BinaryOperator<Tensor> f,
      Partial first,
      Partial second,
      @Nullable Recurrence recurrence,
      @Nullable Edge edge) {
    super(name);
    this.f = f;
    this.first = first;
    this.second = second;
    this.recurrence = recurrence;
    this.edge = edge;
  }

  /** This, smooth wherever it has a value. */
  Binary approached(BinaryOperator<OneSided> approach) {
    return edged(new Edge(SMOOTH, (x, z) -> false, approach));
  }

  /** This, known to have no derivative somewhere. */
  Binary singularAt(BiPredicate<Tensor, Tensor> at, BinaryOperator<OneSided> approach) {
    return edged(new Edge(0, at, approach));
  }

  /** This, known to have a kink where both arguments are equal. */
  Binary kinked(BinaryOperator<OneSided> approach) {
    return edged(new Edge(1, Tensor::meets, approach));
  }

  private Binary edged(Edge other) {
    return new Binary(name(), f, first, second, recurrence, other);
  }

  @Override
  boolean isElementwise() {
    return true;
  }

  @Override
  Tensor value(Tensor[] x) {
    return f.apply(x[0], x[1]);
  }

  @Override
  long side(Tensor[] x) {
    return edge != null && edge.smoothness == 1 ? x[0].zip(x[1], (a, b) -> a - b).signs() : 0;
  }

  @Override
  int smoothness(Tensor[] x) {
    return edge != null && edge.at.test(x[0], x[1]) ? edge.smoothness : SMOOTH;
  }

  @Override
  boolean mayBreak() {
    return edge != null && edge.smoothness == 0;
  }

  @Override
  OneSided approach(OneSided[] x) {
    if (edge == null) {
      return super.approach(x);
    }
    Shape first = x[0].shape();
    Shape shape = first.rank() == 0 ? x[1].shape() : first;
    return edge.approach.apply(x[0].fill(shape), x[1].fill(shape));
  }

  @Override
  @Nullable Var pullback(int i, Var dy, Var y, Var[] x) {
    Var d = (i == 0 ? first : second).times(dy, x[0], x[1], y);
    return d == null ? null : fit(d, x[i].shape());
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    Var ofFirst = dx[0] == null ? null : first.times(dx[0], x[0], x[1], y);
    Var ofSecond = dx[1] == null ? null : second.times(dx[1], x[0], x[1], y);
    Var sum = Var.plus(ofFirst, ofSecond);
    return sum == null ? null : fit(sum, y.shape());
  }

  /** One number stood for all: its adjoint is the sum of theirs, its tangent that of all. */
  private static Var fit(Var d, Shape shape) {
    if (d.shape().equals(shape)) {
      return d;
    }
    return shape.rank() == 0 ? d.sum() : d.broadcastTo(shape);
  }

  @Override
  Series taylor(Series[] x, Var y, int n) {
    Series series = recurrence == null ? null : recurrence.of(x[0], x[1], y.tensor());
    if (series == null) {
      return super.taylor(x, y, n);
    }
    Shape shape = y.shape(); // a term that only the one number has is one number still
    return series.map(c -> c.shape().equals(shape) ? c : c.fill(shape));
  }
}
