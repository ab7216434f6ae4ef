package dev.chainrule.autodiff;

import dev.chainrule.kernel.CompensatedSum;
import dev.chainrule.tensor.Shape;

/** The linear maps, each with its transpose: they come in pairs. */
final class Maps {
  private Maps() {}

  static final Linear IDENTITY = new Linear("identity", x -> x, dy -> dy);

  /** The identity, on what a sweep found: what is computed from it is of second order. */
  static final Linear DERIVATIVE = new Linear("derivative", x -> x, dy -> dy).elementwise();

  static final Linear NEG = new Linear("neg", x -> x.times(-1), Var::neg).elementwise();
  static final Linear TRANSPOSE = new Linear("transpose", Tensor::transpose, Var::transpose);

  static Linear scale(double factor) {
    return new Linear(
            () -> Elementary.trimmed(factor) + " ×", x -> x.times(factor), dy -> dy.mul(factor))
        .elementwise();
  }

  static Linear divide(double divisor) {
    return new Linear(
            () -> "÷ " + Elementary.trimmed(divisor),
            x -> x.map(v -> v / divisor),
            dy -> dy.div(divisor))
        .elementwise();
  }

  /** y = m ⊙ x for a mask m of zeros and ones; what is masked is 0 even where x is not finite. */
  static Linear mask(Tensor mask) {
    return new Linear(
            () -> "mask",
            x -> x.zip(mask, (v, m) -> m == 0 ? 0 : v),
            dy -> mask(mask).apply(dy),
            mask::signs)
        .elementwise();
  }

  static Linear reshape(Shape from, Shape to) {
    return new Linear("reshape", x -> x.reshape(to), dy -> dy.reshape(from));
  }

  // ---- sums and their transposes: one number to many

  static Linear sum(Shape from) {
    return new Linear(
        "sum",
        x -> {
          CompensatedSum sum = new CompensatedSum(); // of a batch, it may be of millions
          for (double v : x.numbers()) {
            sum.add(v);
          }
          return Tensor.of(Shape.of(), x.isFloat(), sum.value());
        },
        dy -> dy.broadcastTo(from));
  }

  static Linear fill(Shape to) {
    return new Linear("fill", x -> x.fill(to), Var::sum);
  }

  static Linear sum(Shape from, int axis) {
    return new Linear("sum", x -> Axes.sum(x, axis), dy -> dy.expand(axis, from.dim(axis)));
  }

  static Linear expand(int axis, long n) {
    return new Linear("expand", x -> Axes.expand(x, axis, n), dy -> dy.sum(axis));
  }

  // ---- parts and wholes

  static Linear slice(Shape from, int axis, int start, int end) {
    return new Linear(
        "slice",
        x -> Axes.slice(x, axis, start, end),
        dy -> pad(axis, start, end, (int) from.dim(axis)).apply(dy));
  }

  private static Linear pad(int axis, int start, int end, int n) {
    return new Linear("pad", x -> Axes.pad(x, axis, start, n), dy -> dy.slice(axis, start, end));
  }

  /** One number of many. */
  static Linear get(Shape from, int index) {
    return new Linear(
        () -> "[" + index + "]",
        x -> Tensor.of(Shape.of(), x.isFloat(), x.numbers()[index]),
        dy -> put(from, index).apply(dy));
  }

  private static Linear put(Shape to, int index) {
    return new Linear(
        "put",
        x -> Tensor.sparse(to, x.isFloat(), y -> y[index] += x.numbers()[0]),
        dy -> get(to, index).apply(dy));
  }

  // ---- vector and diagonal

  static Linear diagonalMatrix(int n) {
    return new Linear(
        "diag",
        x -> {
          Shape square = Shape.of(n, n);
          double[] y = Tensor.room(square);
          for (int i = 0; i < n; i++) {
            y[i * n + i] = x.numbers()[i];
          }
          return Tensor.of(square, x.isFloat(), y);
        },
        Var::diagonal);
  }

  static Linear diagonal(int n) {
    return new Linear(
        "diagonal",
        x -> {
          double[] y = new double[n];
          for (int i = 0; i < n; i++) {
            y[i] = x.numbers()[i * n + i];
          }
          return Tensor.of(Shape.of(n), x.isFloat(), y);
        },
        Var::diag);
  }
}
