package dev.chainrule.tensor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * The sizes of an array's dimensions: {@code [28, 28]} for an image, {@code [784]} for a vector,
 * {@code []} for one number. Where a layer speaks of shapes, the batch is not among them.
 *
 * <pre>{@code
 * Shape image = Shape.of(28, 28);
 * image.size();        // 784
 * image.batch(32);     // [32, 28, 28]
 * }</pre>
 */
public final class Shape {
  private static final Shape NUMBER = new Shape(new long[0]); // one for all: formulas ask often

  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
  }

  /**
   * The shape with these dimensions.
   *
   * @throws ShapeException if one is not positive or their product exceeds a long
   */
  @JsonCreator
  public static Shape of(long... dims) {
    if (dims.length == 0) {
      return NUMBER;
    }
    long size = 1;
    for (long dim : dims) {
      if (dim <= 0) {
        throw new ShapeException("dimensions must be positive, got " + Arrays.toString(dims));
      }
      if (Math.multiplyHigh(size, dim) != 0 || size * dim < 0) {
        throw new ShapeException("shape " + Arrays.toString(dims) + " is too large");
      }
      size *= dim;
    }
    return new Shape(dims.clone());
  }

  /** How many dimensions: 0 for a number, 1 for a vector, 2 for a matrix. */
  public int rank() {
    return dims.length;
  }

  /** The size of dimension {@code i}, from 0. */
  public long dim(int i) {
    return dims[i];
  }

  /**
   * How many numbers an array of this shape has: the product of its dimensions, 1 for {@code []}.
   */
  public long size() {
    long size = 1;
    for (long dim : dims) {
      size *= dim;
    }
    return size;
  }

  /** Where number {@code index} of a row-major array stands: of {@code [28, 28]}, 30 at [1, 2]. */
  public long[] subscripts(long index) {
    long[] at = new long[dims.length];
    long rest = index;
    for (int i = dims.length - 1; i >= 0; i--) {
      at[i] = rest % dims[i];
      rest /= dims[i];
    }
    return at;
  }

  /** This shape behind a batch dimension: {@code [784].batch(32)} is {@code [32, 784]}. */
  public Shape batch(long rows) {
    long[] batch = new long[dims.length + 1];
    batch[0] = rows;
    System.arraycopy(dims, 0, batch, 1, dims.length);
    return of(batch);
  }

  /** These dimensions, then those of {@code other}. */
  public Shape then(Shape other) {
    long[] all = Arrays.copyOf(dims, dims.length + other.dims.length);
    System.arraycopy(other.dims, 0, all, dims.length, other.dims.length);
    return of(all);
  }

  /** This shape without its first dimension: {@code [32, 784].row()} is {@code [784]}. */
  public Shape row() {
    if (dims.length == 0) {
      throw new ShapeException("a number has no rows");
    }
    return new Shape(Arrays.copyOfRange(dims, 1, dims.length));
  }

  /** The dimensions, as a new array. */
  @JsonValue
  public long[] toArray() {
    return dims.clone();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Shape shape && Arrays.equals(dims, shape.dims));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
