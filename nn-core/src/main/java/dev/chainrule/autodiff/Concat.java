package dev.chainrule.autodiff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several one behind the other along an axis: linear in all of them, its transpose slices. */
final class Concat extends Op {
  private final int axis;
  private final long[] starts; // where each part begins, and where the last one ends

  Concat(int axis, List<Var> parts) {
    super("concat");
    this.axis = axis;
    starts = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = starts[i] + parts.get(i).shape().dim(axis);
    }
  }

  @Override
  Tensor value(Tensor[] x) {
    return Axes.concat(x, axis);
  }

  @Override
  Var pullback(int i, Var dy, Var y, Var[] x) {
    return dy.slice(axis, starts[i], starts[i + 1]);
  }

  @Override
  Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    Var[] parts = new Var[x.length];
    for (int i = 0; i < x.length; i++) {
      parts[i] = dx[i] == null ? Var.leaf(x[i].tensor().zeros()) : dx[i];
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

  @Override
  OneSided approach(OneSided[] x) {
    return OneSided.combine(x, parts -> Axes.concat(parts, axis));
  }
}
