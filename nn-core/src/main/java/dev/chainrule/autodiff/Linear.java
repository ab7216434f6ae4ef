package dev.chainrule.autodiff;

import java.util.function.LongSupplier;
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
  private final LongSupplier side;
  private final boolean elementwise;

  /**
   * A linear map.
   *
   * @param map x ↦ L x
   * @param transposed dy ↦ Lᵀ dy
   */
  Linear(String name, UnaryOperator<Tensor> map, UnaryOperator<Var> transposed) {
    this(() -> name, map, transposed, () -> 0, false);
  }

  Linear(Supplier<String> name, UnaryOperator<Tensor> map, UnaryOperator<Var> transposed) {
    this(name, map, transposed, () -> 0, false);
  }

  /**
   * A linear map that depends on where one is.
   *
   * @param side differs where the map does; asked for by gradient checks alone
   * @param elementwise whether it is a diagonal matrix
   */
  private Linear(
      Supplier<String> name,
      UnaryOperator<Tensor> map,
      UnaryOperator<Var> transposed,
      LongSupplier side,
      boolean elementwise) {
    super(name);
    this.map = map;
    this.transposed = transposed;
    this.side = side;
    this.elementwise = elementwise;
  }

  Linear(
      Supplier<String> name,
      UnaryOperator<Tensor> map,
      UnaryOperator<Var> transposed,
      LongSupplier side) {
    this(name, map, transposed, side, false);
  }

  /** The same, known to be a diagonal matrix. */
  Linear elementwise() {
    return new Linear(this::name, map, transposed, side, true);
  }

  @Override
  boolean isElementwise() {
    return elementwise;
  }

  @Override
  long side(Tensor[] x) {
    return side.getAsLong();
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

  @Override
  OneSided approach(OneSided[] x) {
    return x[0].map(map);
  }
}
