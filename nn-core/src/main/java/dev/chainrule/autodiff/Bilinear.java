package dev.chainrule.autodiff;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * y = B(x, z), linear in each: the pushforward is B(dx, z) + B(x, dz), the rule of products, and
 * the k-th Taylor coefficient Σ B(x_i, z_{k−i}).
 */
final class Bilinear extends Op {
  private final BinaryOperator<Tensor> product;
  private final BinaryOperator<Var> first;
  private final BinaryOperator<Var> second;

  /**
   * A product.
   *
   * @param product (x, z) ↦ B(x, z)
   * @param first (dy, z) ↦ B(·, z)ᵀ dy
   * @param second (dy, x) ↦ B(x, ·)ᵀ dy
   */
  Bilinear(
      String name,
      BinaryOperator<Tensor> product,
      BinaryOperator<Var> first,
      BinaryOperator<Var> second) {
    super(name);
    this.product = product;
    this.first = first;
    this.second = second;
  }

  @Override
  Tensor value(Tensor[] x) {
    return product.apply(x[0], x[1]);
  }

  @Override
  Var pullback(int i, Var dy, Var y, Var[] x) {
    return i == 0 ? first.apply(dy, x[1]) : second.apply(dy, x[0]);
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    return Var.plus(
        dx[0] == null ? null : apply(dx[0], x[1]), dx[1] == null ? null : apply(x[0], dx[1]));
  }

  @Override
  Series taylor(Series[] x, Var y, int n) {
    return x[0].product(x[1], product);
  }

  @Override
  OneSided approach(OneSided[] x) {
    return x[0].product(x[1], product);
  }
}
