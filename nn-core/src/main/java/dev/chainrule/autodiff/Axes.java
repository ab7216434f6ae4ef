package dev.chainrule.autodiff;

import dev.chainrule.kernel.Norms;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;

/**
 * Operations of a {@link Tensor} along one axis. A row-major array of shape {@code [before…, n,
 * after…]} is seen as {@code [outer, n, inner]}, the products of the sizes before and after.
 */
final class Axes {
  private Axes() {}

  /** The number of elements between two neighbours along {@code axis}. */
  private static int inner(Shape shape, int axis) {
    int size = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      size *= Math.toIntExact(shape.dim(i));
    }
    return size;
  }

  /** The shape with another size of {@code axis}. */
  static Shape resized(Shape shape, int axis, long size) {
    long[] dims = shape.toArray();
    dims[axis] = size;
    return Shape.of(dims);
  }

  static Shape without(Shape shape, int axis) {
    long[] dims = shape.toArray();
    long[] rest = new long[dims.length - 1];
    System.arraycopy(dims, 0, rest, 0, axis);
    System.arraycopy(dims, axis + 1, rest, axis, rest.length - axis);
    return Shape.of(rest);
  }

  static Shape with(Shape shape, int axis, long size) {
    long[] dims = shape.toArray();
    long[] more = new long[dims.length + 1];
    System.arraycopy(dims, 0, more, 0, axis);
    more[axis] = size;
    System.arraycopy(dims, axis, more, axis + 1, dims.length - axis);
    return Shape.of(more);
  }

  /** Σ along the axis, which goes. */
  static Tensor sum(Tensor x, int axis) {
    int n = x.dim(axis);
    int inner = inner(x.shape(), axis);
    double[] from = x.numbers();
    double[] y = new double[from.length / n];
    for (int i = 0, at = 0; at < from.length; i += inner) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < inner; j++, at++) {
          y[i + j] += from[at];
        }
      }
    }
    return Tensor.of(without(x.shape(), axis), x.isFloat(), y);
  }

  /** What is done to one line of numbers along an axis. */
  @FunctionalInterface
  interface Line {
    /**
     * Looks at one line.
     *
     * @param line which one, counted as in an array without the axis
     * @param from where its first number lies
     * @param step from one number to the next
     */
    void at(int line, int from, int step);
  }

  /** Goes through all lines along the axis. */
  static void lines(Shape shape, int axis, Line work) {
    int inner = inner(shape, axis);
    int block = Math.toIntExact(shape.dim(axis)) * inner;
    int lines = Math.toIntExact(shape.size() / shape.dim(axis));
    for (int line = 0; line < lines; line++) {
      work.at(line, line / inner * block + line % inner, inner);
    }
  }

  /** √Σx² along the axis, which goes; it overflows or underflows where the result does. */
  static Tensor norm(Tensor x, int axis) {
    int n = x.dim(axis);
    double[] from = x.numbers();
    double[] y = new double[from.length / n];
    double[] row = new double[n];
    lines(
        x.shape(),
        axis,
        (line, start, step) -> {
          for (int k = 0; k < n; k++) {
            row[k] = from[start + k * step];
          }
          y[line] = Norms.euclidean(row);
        });
    return Tensor.of(without(x.shape(), axis), x.isFloat(), y);
  }

  /** The largest along the axis, which goes; NaN if there is one. */
  static Tensor max(Tensor x, int axis) {
    int n = x.dim(axis);
    int inner = inner(x.shape(), axis);
    double[] from = x.numbers();
    double[] y = new double[from.length / n];
    Arrays.fill(y, Double.NEGATIVE_INFINITY);
    for (int i = 0, at = 0; at < from.length; i += inner) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < inner; j++, at++) {
          y[i + j] = Math.max(y[i + j], from[at]);
        }
      }
    }
    return Tensor.of(without(x.shape(), axis), x.isFloat(), y);
  }

  /** A new axis of size n, along which every number is repeated. */
  static Tensor expand(Tensor x, int axis, long n) {
    Shape to = with(x.shape(), axis, n);
    int inner = inner(to, axis);
    double[] from = x.numbers();
    double[] y = Tensor.room(to);
    for (int i = 0, at = 0; at < y.length; i += inner) {
      for (int k = 0; k < n; k++, at += inner) {
        System.arraycopy(from, i, y, at, inner);
      }
    }
    return Tensor.of(to, x.isFloat(), y);
  }

  /** Places {@code from … to − 1} of the axis. */
  static Tensor slice(Tensor x, int axis, int from, int to) {
    int inner = inner(x.shape(), axis);
    int block = x.dim(axis) * inner;
    int length = (to - from) * inner;
    double[] numbers = x.numbers();
    double[] y = new double[numbers.length / block * length];
    for (int i = 0, at = from * inner; i < y.length; i += length, at += block) {
      System.arraycopy(numbers, at, y, i, length);
    }
    return Tensor.of(resized(x.shape(), axis, (long) to - from), x.isFloat(), y);
  }

  /** Zeros around: the axis has size n, and x stands at {@code from}. */
  static Tensor pad(Tensor x, int axis, int from, int n) {
    int inner = inner(x.shape(), axis);
    int block = n * inner;
    int length = x.dim(axis) * inner;
    double[] numbers = x.numbers();
    return Tensor.sparse(
        resized(x.shape(), axis, n),
        x.isFloat(),
        y -> {
          for (int i = 0, at = from * inner; i < numbers.length; i += length, at += block) {
            for (int j = 0; j < length; j++) {
              y[at + j] += numbers[i + j];
            }
          }
        });
  }

  /** One behind the other along the axis. */
  static Tensor concat(Tensor[] parts, int axis) {
    int n = 0;
    boolean isFloat = false;
    for (Tensor part : parts) {
      n += part.dim(axis);
      isFloat |= part.isFloat();
    }
    Shape to = resized(parts[0].shape(), axis, n);
    int inner = inner(to, axis);
    double[] y = Tensor.room(to);
    int start = 0;
    for (Tensor part : parts) {
      int length = part.dim(axis) * inner;
      double[] numbers = part.numbers();
      for (int i = 0, at = start; i < numbers.length; i += length, at += n * inner) {
        System.arraycopy(numbers, i, y, at, length);
      }
      start += length;
    }
    return Tensor.of(to, isFloat, y);
  }
}
