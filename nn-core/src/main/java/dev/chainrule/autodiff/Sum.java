package dev.chainrule.autodiff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * y = x₁ + x₂ + …, of equal shapes, at one go: the adjoint of a Var that was used many times. Parts
 * that are mostly zeros, such as the adjoint of {@code x.get(i)}, cost no more than what is not 0.
 */
final class Sum extends Op {
  private static final Sum OP = new Sum();

  private Sum() {
    super("sum");
  }

  static Var of(List<Var> terms) {
    return terms.size() == 1 ? terms.get(0) : OP.apply(terms.toArray(Var[]::new));
  }

  @Override
  boolean isElementwise() {
    return true;
  }

  @Override
  Tensor value(Tensor[] x) {
    return Tensor.sum(x);
  }

  @Override
  Var pullback(int i, Var dy, Var y, Var[] x) {
    return dy;
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    List<Var> moved = new java.util.ArrayList<>();
    for (Var tangent : dx) {
      if (tangent != null) {
        moved.add(tangent);
      }
    }
    return moved.isEmpty() ? null : of(moved);
  }

  @Override
  Series taylor(Series[] x, Var y, int n) {
    Series sum = x[0];
    for (int i = 1; i < x.length; i++) {
      sum = sum.plus(x[i]);
    }
    return sum;
  }

  @Override
  OneSided approach(OneSided[] x) {
    OneSided sum = x[0];
    for (int i = 1; i < x.length; i++) {
      sum = sum.plus(x[i]);
    }
    return sum;
  }
}
