package dev.chainrule.autodiff;

import org.jspecify.annotations.Nullable;

/**
 * y = x where the condition is not 0, z elsewhere: linear in x and z, and constant in the
 * condition, which is an input all the same, since beside a point it may be another.
 */
final class Select extends Op {
  static final Select OP = new Select();

  private Select() {
    super("where");
  }

  private static double chosen(double v, double condition) {
    return condition != 0 ? v : 0;
  }

  private static double other(double v, double condition) {
    return condition != 0 ? 0 : v;
  }

  @Override
  boolean isElementwise() {
    return true;
  }

  @Override
  Tensor value(Tensor[] x) {
    return x[0].zip(x[2], Select::chosen).plus(x[1].zip(x[2], Select::other));
  }

  @Override
  long side(Tensor[] x) {
    return x[2].map(c -> c != 0 ? 1 : 0).signs();
  }

  @Override
  @Nullable Var pullback(int i, Var dy, Var y, Var[] x) {
    Var zero = Var.leaf(dy.tensor().zeros());
    return i == 2 ? null : i == 0 ? apply(dy, zero, x[2]) : apply(zero, dy, x[2]);
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    if (dx[0] == null && dx[1] == null) {
      return null;
    }
    Var zero = Var.leaf(y.tensor().zeros());
    return apply(dx[0] == null ? zero : dx[0], dx[1] == null ? zero : dx[1], x[2]);
  }

  @Override
  Series taylor(Series[] x, Var y, int n) {
    Tensor condition = x[2].value();
    return x[0].map(c -> c.zip(condition, Select::chosen))
        .plus(x[1].map(c -> c.zip(condition, Select::other)));
  }

  @Override
  OneSided approach(OneSided[] x) {
    return x[0].elements(
        (c, e) -> {
          double chosen = OneSided.sign(x[2].element(e));
          return Double.isNaN(chosen)
              ? x[0].unknownFrom(x[0].window().low())
              : chosen != 0 ? c : x[1].element(e);
        });
  }
}
