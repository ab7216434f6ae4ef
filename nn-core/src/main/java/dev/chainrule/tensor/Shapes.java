package dev.chainrule.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What this project asks of the layout of ND4J's arrays: row-major and without gaps. */
public final class Shapes {
  private Shapes() {}

  /** The shape of {@code array}, the batch included. */
  public static Shape of(INDArray array) {
    return Shape.of(array.shape());
  }

  /**
   * The size of dimension {@code i}, from 0. INDArray's own {@code size} first asks in several ways
   * whether the array is a scalar or empty, which takes longer than many a small step has.
   */
  public static long dim(INDArray array, int i) {
    return array.shape()[i];
  }

  /**
   * Checks that both are equal.
   *
   * @param what whose arguments they are
   */
  public static void equal(String what, Shape a, Shape b) {
    if (!a.equals(b)) {
      throw new ShapeException(what + ": expected equal shapes, got " + a + " and " + b);
    }
  }

  /**
   * Checks the number of dimensions.
   *
   * @param what whose argument it is
   */
  public static void rank(String what, int expected, Shape shape) {
    if (shape.rank() != expected) {
      throw new ShapeException(
          what + ": expected a " + (expected == 1 ? "vector" : "matrix") + ", got shape " + shape);
    }
  }

  /** Whether {@code array} is a batch of rows of this shape: {@code [any, row…]}. */
  public static boolean isBatchOf(INDArray array, Shape row) {
    if (array.rank() != row.rank() + 1) {
      return false;
    }
    long[] dims = array.shape();
    for (int i = 0; i < row.rank(); i++) {
      if (dims[i + 1] != row.dim(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code array} is row-major without gaps, so that it is one run of memory. */
  public static boolean isContiguous(INDArray array) {
    long[] dims = array.shape();
    long[] strides = array.stride();
    long expected = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      if (dims[i] != 1 && strides[i] != expected) {
        return false;
      }
      expected *= dims[i];
    }
    return true;
  }

  /**
   * A row-major view of {@code shape} into {@code array}, which is contiguous: the numbers from
   * {@code offset} on. Nothing is copied; writing to either is seen in both.
   *
   * @throws ShapeException if the view would reach beyond the array
   */
  public static INDArray view(INDArray array, long offset, Shape shape) {
    if (offset < 0 || shape.size() > array.length() - offset) { // a sum could overflow
      throw new ShapeException(
          "a view of shape "
              + shape
              + " at "
              + offset
              + " reaches beyond the array's "
              + array.length()
              + " numbers");
    }
    long[] dims = shape.toArray();
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return Nd4j.create(array.data(), dims, strides, array.offset() + offset, 'c');
  }
}
