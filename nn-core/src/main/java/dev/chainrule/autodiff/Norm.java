package dev.chainrule.autodiff;

import org.jspecify.annotations.Nullable;

/** y = √Σx² along an axis, which goes: dy = ⟨x, dx⟩ / y, and 0 by convention where y = 0. */
final class Norm extends Op {
  private final int axis;

  Norm(int axis) {
    super("norm");
    this.axis = axis;
  }

  @Override
  Tensor value(Tensor[] x) {
    return Axes.norm(x[0], axis);
  }

  @Override
  Var pullback(int i, Var dy, Var y, Var[] x) {
    return x[0].mul(dy.mul(y.reciprocalOrZero()).expandLike(x[0], axis));
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    Var moved = dx[0];
    return moved == null ? null : x[0].mul(moved).sum(axis).mul(y.reciprocalOrZero());
  }

  @Override
  int smoothness(Tensor[] x) {
    return value(x).contains(0) ? 1 : SMOOTH;
  }

  @Override
  OneSided approach(OneSided[] x) {
    return x[0].times(x[0]).map(squares -> Axes.sum(squares, axis)).power(0.5);
  }
}
