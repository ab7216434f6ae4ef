package dev.chainrule.autodiff;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The numbers of a {@link Var}, never modified: a {@code double[]}, an ND4J array, or both. Either
 * face is made from the other when first asked for, so that a large matrix product runs on ND4J's
 * kernels and a formula of a few numbers never loads them (docs/adr/0010). What is mostly zeros may
 * begin with neither and say how it is {@link #sparse added} to others.
 *
 * <p>Where a number came from a float array, the result counts as {@link #isFloat float}: no more
 * is known of it.
 */
final class Tensor {
  private final Shape shape;
  private final boolean isFloat;
  private volatile double @Nullable [] numbers;
  private volatile @Nullable INDArray array;
  private final @Nullable Consumer<double[]> adder;

  private Tensor(
      Shape shape,
      boolean isFloat,
      double @Nullable [] numbers,
      @Nullable INDArray array,
      @Nullable Consumer<double[]> adder) {
    this.shape = shape;
    this.isFloat = isFloat;
    this.numbers = numbers;
    this.array = array;
    this.adder = adder;
  }

  /** These numbers, row-major; the array is kept, not copied. */
  static Tensor of(Shape shape, boolean isFloat, double... numbers) {
    return new Tensor(shape, isFloat, numbers, null, null);
  }

  /** This array, contiguous, FLOAT or DOUBLE; kept, not copied. */
  static Tensor of(INDArray array) {
    return new Tensor(Shapes.of(array), array.dataType() == DataType.FLOAT, null, array, null);
  }

  /**
   * Zeros but for a few numbers.
   *
   * @param adder adds those to an array of this shape
   */
  static Tensor sparse(Shape shape, boolean isFloat, Consumer<double[]> adder) {
    return new Tensor(shape, isFloat, null, null, adder);
  }

  /** An array of zeros for so many numbers. */
  static double[] room(Shape shape) {
    checkSize(shape);
    return new double[(int) shape.size()];
  }

  /** Has a word for those who ask for too many numbers. */
  static void checkSize(Shape shape) {
    if (shape.size() > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          "a Var holds at most 2³¹ − 9 numbers, and shape " + shape + " has " + shape.size());
    }
  }

  /** As many zeros, of the same type. */
  Tensor zeros() {
    return of(shape, isFloat, new double[size()]);
  }

  Shape shape() {
    return shape;
  }

  boolean isFloat() {
    return isFloat;
  }

  int size() {
    return Math.toIntExact(shape.size());
  }

  /** The numbers, row-major; not to be modified. */
  double[] numbers() {
    double[] result = numbers;
    if (result == null) {
      result = new double[size()];
      INDArray from = array;
      if (from == null) {
        Objects.requireNonNull(adder).accept(result);
      } else {
        KernelChoice.best().withThreads(1).kernels(from.dataType()).read(from, result);
      }
      numbers = result;
    }
    return result;
  }

  /** The numbers as an ND4J array, FLOAT if they are known as such, else DOUBLE. */
  INDArray array() {
    INDArray result = array;
    if (result == null) {
      DataType type = isFloat ? DataType.FLOAT : DataType.DOUBLE;
      result = Nd4j.createUninitialized(type, shape.toArray());
      KernelChoice.best().withThreads(1).kernels(type).write(numbers(), result);
      array = result;
    }
    return result;
  }

  /** Copies the numbers into {@code out}, of the kernels' type. */
  void writeTo(Kernels kernels, INDArray out) {
    INDArray from = array;
    if (from == null || from.dataType() != out.dataType()) {
      kernels.write(numbers(), out);
    } else {
      kernels.copy(from.reshape(from.length()), out.reshape(out.length()));
    }
  }

  /** Adds the numbers to {@code out}, of the kernels' type. */
  void addTo(Kernels kernels, INDArray out) {
    boolean floats = kernels.dataType() == DataType.FLOAT;
    INDArray from = isFloat == floats ? array() : of(shape, floats, numbers()).array();
    kernels.axpby(1, from.reshape(from.length()), 1, out.reshape(out.length()));
  }

  // ---- element by element

  /** The sum of several of one shape. */
  static Tensor sum(Tensor[] terms) {
    boolean isFloat = false;
    double[] sum = new double[terms[0].size()];
    for (Tensor term : terms) {
      isFloat |= term.isFloat;
      if (term.numbers == null && term.adder != null) {
        term.adder.accept(sum);
        continue;
      }
      double[] x = term.numbers();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += x[i];
      }
    }
    return of(terms[0].shape, isFloat, sum);
  }

  Tensor map(DoubleUnaryOperator f) {
    double[] x = numbers();
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(x[i]);
    }
    return of(shape, isFloat, y);
  }

  /** f of both; shapes are equal, or one of the two is a single number. */
  Tensor zip(Tensor other, DoubleBinaryOperator f) {
    double[] a = numbers();
    double[] b = other.numbers();
    double[] y = new double[Math.max(a.length, b.length)];
    if (shape.equals(other.shape)) {
      for (int i = 0; i < y.length; i++) {
        y[i] = f.applyAsDouble(a[i], b[i]);
      }
    } else if (shape.rank() == 0) {
      for (int i = 0; i < y.length; i++) {
        y[i] = f.applyAsDouble(a[0], b[i]);
      }
    } else {
      for (int i = 0; i < y.length; i++) {
        y[i] = f.applyAsDouble(a[i], b[0]);
      }
    }
    return of(shape.rank() == 0 ? other.shape : shape, isFloat || other.isFloat, y);
  }

  Tensor plus(Tensor other) {
    if (!shape.equals(other.shape)) {
      return zip(other, Double::sum);
    }
    double[] a = numbers();
    double[] b = other.numbers();
    double[] y = new double[a.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] + b[i];
    }
    return of(shape, isFloat || other.isFloat, y);
  }

  Tensor times(Tensor other) {
    if (!shape.equals(other.shape)) {
      return zip(other, (a, b) -> a * b);
    }
    double[] a = numbers();
    double[] b = other.numbers();
    double[] y = new double[a.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = a[i] * b[i];
    }
    return of(shape, isFloat || other.isFloat, y);
  }

  Tensor times(double factor) {
    double[] x = numbers();
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = factor * x[i];
    }
    return of(shape, isFloat, y);
  }

  /** A number that differs when the sign of an element does. */
  long signs() {
    long hash = 1;
    for (double x : numbers()) {
      hash = 31 * hash + (x > 0 ? 1 : 0);
    }
    return hash;
  }

  // ---- the same numbers in another form

  Tensor reshape(Shape to) {
    if (to.rank() == 0) { // ND4J's views have an axis at least
      return of(to, isFloat, numbers());
    }
    INDArray from = array;
    INDArray view = from == null ? null : Shapes.view(from, 0, to);
    return new Tensor(to, isFloat, numbers, view, adder);
  }

  Tensor transpose() {
    int rows = dim(0);
    int columns = dim(1);
    double[] x = numbers();
    double[] y = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[j * rows + i] = x[i * columns + j];
      }
    }
    return of(Shape.of(columns, rows), isFloat, y);
  }

  /** A number for every place of {@code to}. */
  Tensor fill(Shape to) {
    double[] y = room(to);
    Arrays.fill(y, numbers()[0]);
    return of(to, isFloat, y);
  }

  /** Whether one of the numbers is this one. */
  boolean contains(double number) {
    for (double v : numbers()) {
      if (v == number) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the numbers is NaN. */
  boolean hasNan() {
    for (double v : numbers()) {
      if (Double.isNaN(v)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number is equal to that of another at its place; shapes as those of {@link #zip}. */
  boolean meets(Tensor other) {
    return zip(other, (a, b) -> a == b ? 1 : 0).contains(1);
  }

  int dim(int axis) {
    return Math.toIntExact(shape.dim(axis));
  }

  @Override
  public String toString() {
    return shape + (isFloat ? " of float" : "");
  }
}
