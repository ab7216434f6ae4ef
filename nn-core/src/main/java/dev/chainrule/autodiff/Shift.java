package dev.chainrule.autodiff;

import org.jspecify.annotations.Nullable;

/** y = x + c for a number c: adjoints and tangents pass as they are. */
final class Shift extends Op {
  private final double c;

  Shift(double c) {
    super(() -> (c < 0 ? "− " : "+ ") + Elementary.trimmed(Math.abs(c)));
    this.c = c;
  }

  @Override
  boolean isElementwise() {
    return true;
  }

  @Override
  Tensor value(Tensor[] x) {
    return x[0].map(v -> v + c);
  }

  @Override
  Var pullback(int i, Var dy, Var y, Var[] x) {
    return dy;
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    return dx[0];
  }

  @Override
  Series taylor(Series[] x, Var y, int n) {
    return x[0].plus(c);
  }

  @Override
  OneSided approach(OneSided[] x) {
    return x[0].plus(x[0].like(c));
  }
}
