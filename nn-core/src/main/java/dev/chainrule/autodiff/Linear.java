package dev.chainrule.autodiff;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * y = L x: the pushforward is L again, the pullback its transpose, and so it goes with every Taylor
 * coefficient.
 */
final class Linear extends Op {
  private final UnaryOperator<Tensor> map;
  private final UnaryOperator<Var> transposed;

  /**
   * A linear map.
   *
   * @param map x ↦ L x
   * @param transposed dy ↦ Lᵀ dy
   */
  Linear(String name, UnaryOperator<Tensor> map, UnaryOperator<Var> transposed) {
    this(() -> name, map, transposed);
  }

  Linear(Supplier<String> name, UnaryOperator<Tensor> map, UnaryOperator<Var> transposed) {
    super(name);
    this.map = map;
    this.transposed = transposed;
  }

  @Override
  Tensor value(Tensor[] x) {
    return map.apply(x[0]);
  }

  @Override
  Var pullback(int i, Var dy, Var y, Var[] x) {
    return transposed.apply(dy);
  }

  @Override
  @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
    return dx[0] == null ? null : apply(dx[0]);
  }

  @Override
  Series taylor(Series[] x, Var y, int n) {
    return x[0].map(map);
  }
}
