package dev.chainrule.autodiff;

import java.util.Arrays;

/**
 * ln Σ eˣ, its derivative the softmax, and the logarithm of that, along an axis.
 *
 * <p>All three, and their derivatives, are computed from differences to the largest number x_m,
 * under which the softmax does not change. Then nothing overflows, and 1 − y_m is the sum of the
 * others rather than what rounding left of it: at x = (40, 0), ∂y_m/∂x_m = 4.2e-18.
 */
final class SoftmaxOps {
  private SoftmaxOps() {}

  /** y = ln Σ eˣ: dy = ⟨softmax(x), dx⟩. */
  static Op logSumExp(int axis) {
    return LinearAlgebra.single(
        "logsumexp",
        x -> {
          int[] largest = largest(x, axis);
          double[] y = new double[largest.length];
          Axes.lines(
              x.shape(),
              axis,
              (line, from, step) -> {
                double max = x.numbers()[from + largest[line] * step];
                double more = sumOfOthers(x, axis, largest[line], from, step);
                y[line] = max + Math.log1p(more);
              });
          return Tensor.of(Axes.without(x.shape(), axis), x.isFloat(), y);
        },
        (dy, y, x) -> x.softmax(axis).mul(dy.expandLike(x, axis)),
        (dx, y, x) -> x.softmax(axis).mul(dx).sum(axis));
  }

  /** y = eˣ / Σ eˣ: dy = y (dx − ⟨y, dx⟩), where dx may be taken as its differences to dx_m. */
  static Op softmax(int axis) {
    return LinearAlgebra.single(
        "softmax",
        x -> {
          int[] largest = largest(x, axis);
          double[] numbers = x.numbers();
          double[] y = new double[numbers.length];
          Axes.lines(
              x.shape(),
              axis,
              (line, from, step) -> {
                int end = from + x.dim(axis) * step;
                double max = numbers[from + largest[line] * step];
                double sum = 0;
                for (int i = from; i < end; i += step) {
                  y[i] = Math.exp(numbers[i] - max);
                  sum += y[i];
                }
                for (int i = from; i < end; i += step) {
                  y[i] /= sum;
                }
              });
          return Tensor.of(x.shape(), x.isFloat(), y);
        },
        (dy, y, x) -> jacobian(dy, y, x, axis),
        (dx, y, x) -> jacobian(dx, y, x, axis));
  }

  /** Symmetric: forward and backward. */
  private static Var jacobian(Var d, Var y, Var x, int axis) {
    Var differences = differences(axis, largest(x.tensor(), axis)).apply(d);
    return y.mul(differences.sub(y.mul(differences).sum(axis).expandLike(y, axis)));
  }

  /** y = x − ln Σ eˣ: dy = dx − ⟨softmax(x), dx⟩, from the differences of dx to dx_m. */
  static Op logSoftmax(int axis) {
    return LinearAlgebra.single(
        "logsoftmax",
        x -> {
          int[] largest = largest(x, axis);
          double[] numbers = x.numbers();
          double[] y = new double[numbers.length];
          Axes.lines(
              x.shape(),
              axis,
              (line, from, step) -> {
                double max = numbers[from + largest[line] * step];
                double log = Math.log1p(sumOfOthers(x, axis, largest[line], from, step));
                for (int i = from; i < from + x.dim(axis) * step; i += step) {
                  y[i] = numbers[i] - max - log;
                }
              });
          return Tensor.of(x.shape(), x.isFloat(), y);
        },
        (dy, y, x) -> {
          Var dx = dy.sub(x.softmax(axis).mul(dy.sum(axis).expandLike(x, axis)));
          return transposedDifferences(axis, largest(x.tensor(), axis)).apply(dx);
        },
        (dx, y, x) -> {
          Var differences = differences(axis, largest(x.tensor(), axis)).apply(dx);
          Var mean = x.softmax(axis).mul(differences).sum(axis);
          return differences.sub(mean.expandLike(x, axis));
        });
  }

  /** Σ_{k≠m} e^{x_k − x_m}, and NaN where there is a NaN; one as large as the largest counts 1. */
  private static double sumOfOthers(Tensor x, int axis, int largest, int from, int step) {
    double[] numbers = x.numbers();
    double max = numbers[from + largest * step];
    double sum = 0;
    for (int k = 0; k < x.dim(axis); k++) {
      double v = numbers[from + k * step];
      sum += k == largest ? 0 : v == max ? 1 : Math.exp(v - max); // ∞ − ∞ would be NaN
    }
    return sum;
  }

  /** Where along the axis the first of the largest numbers is, for each line. */
  private static int[] largest(Tensor x, int axis) {
    double[] numbers = x.numbers();
    int[] places = new int[numbers.length / x.dim(axis)];
    Axes.lines(
        x.shape(),
        axis,
        (line, from, step) -> {
          int best = 0;
          for (int k = 1; k < x.dim(axis); k++) {
            best = numbers[from + k * step] > numbers[from + best * step] ? k : best;
          }
          places[line] = best;
        });
    return places;
  }

  // ---- the differences to one number of each line, and their transpose

  /** y_k = x_k − x_m. */
  private static Linear differences(int axis, int[] places) {
    return new Linear(
        "differences",
        x -> {
          double[] numbers = x.numbers();
          double[] y = new double[numbers.length];
          Axes.lines(
              x.shape(),
              axis,
              (line, from, step) -> {
                double one = numbers[from + places[line] * step];
                for (int i = from; i < from + x.dim(axis) * step; i += step) {
                  y[i] = numbers[i] - one;
                }
              });
          return Tensor.of(x.shape(), x.isFloat(), y);
        },
        dy -> transposedDifferences(axis, places).apply(dy));
  }

  /** y_k = x_k, but y_m = −Σ_{k≠m} x_k. */
  private static Linear transposedDifferences(int axis, int[] places) {
    return new Linear(
        "differences",
        x -> {
          double[] numbers = x.numbers();
          double[] y = Arrays.copyOf(numbers, numbers.length);
          Axes.lines(
              x.shape(),
              axis,
              (line, from, step) -> {
                int one = from + places[line] * step;
                double sum = 0;
                for (int i = from; i < from + x.dim(axis) * step; i += step) {
                  sum += i == one ? 0 : numbers[i];
                }
                y[one] = -sum;
              });
          return Tensor.of(x.shape(), x.isFloat(), y);
        },
        dy -> differences(axis, places).apply(dy));
  }
}
