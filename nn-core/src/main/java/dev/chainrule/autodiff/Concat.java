package dev.chainrule.autodiff;

import org.jspecify.annotations.Nullable;

/** Several one behind the other along an axis: linear in all of them, its transpose slices. */
final class Concat extends Op {
  private final int axis;

  Concat(int axis) {
    super("concat");
    this.axis = axis;
  }

  @Override
  Tensor value(Tensor[] x) {
    return Axes.concat(x, axis);
  }

  @Override
  Var pullback(int i, Var dy, Var y, Var[] x) {
    long start = 0;
    for (int j = 0; j < i; j++) {
      start += x[j].shape().dim(axis);
    }
    return dy.slice(axis, start, start + x[i].shape().dim(axis));
  }

  @Override
  Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    Var[] parts = new Var[x.length];
    for (int i = 0; i < x.length; i++) {
      parts[i] = dx[i] == null ? Var.zeros(x[i].shape()) : dx[i];
    }
    return apply(parts);
  }

  @Override
  Series taylor(Series[] x, Var y, int n) {
    Tensor[] coefficients = new Tensor[n + 1];
    for (int k = 0; k <= n; k++) {
      Tensor[] parts = new Tensor[x.length];
      for (int i = 0; i < x.length; i++) {
        parts[i] = x[i].coefficient(k);
      }
      coefficients[k] = Axes.concat(parts, axis);
    }
    return new Series(coefficients);
  }
}
