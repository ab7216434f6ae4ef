package dev.chainrule.kernel;

import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A vector that {@link Vectors} compute on: the numbers of an array, or numbers in memory of the
 * kernels' own, where they are fastest to reach. Only the {@code Vectors} that made it read it.
 */
public final class FlatVector {
  private final @Nullable INDArray array;
  private final float[] @Nullable [] tiles;
  private final @Nullable FlatVector partOf;
  private final long from;
  private final long length;
  private final long address; // of an array in host memory, else 0
  private final @Nullable Shares shares; // who updates what, where it matters

  private FlatVector(
      @Nullable INDArray array,
      float[] @Nullable [] tiles,
      @Nullable FlatVector partOf,
      long from,
      long length,
      long address,
      @Nullable Shares shares) {
    this.array = array;
    this.tiles = tiles;
    this.partOf = partOf;
    this.from = from;
    this.length = length;
    this.address = address;
    this.shares = shares;
  }

  static FlatVector over(INDArray array) {
    return new FlatVector(array, null, null, 0, array.length(), 0, null);
  }

  static FlatVector over(float[][] tiles, long length) {
    return new FlatVector(null, tiles, null, 0, length, 0, null);
  }

  static FlatVector overHostMemory(INDArray array, @Nullable Shares shares) {
    long address = HostMemory.address(array);
    return new FlatVector(array, null, null, 0, array.length(), address, shares);
  }

  /** Checks that arrays of these shapes, one behind the other, are as long as this one. */
  static void check(INDArray array, List<Shape> shapes) {
    long size = shapes.stream().mapToLong(Shape::size).sum();
    if (Math.max(1, size) != array.length()) { // ND4J has no empty arrays to compute on
      throw new ShapeException(
          "arrays " + shapes + " have " + size + " numbers, the vector " + array.length());
    }
  }

  /** How many numbers. */
  public long length() {
    return length;
  }

  /**
   * The numbers from {@code first} on, as a vector: what is written to either is seen in both.
   *
   * @throws ShapeException if it would reach beyond the end
   */
  public FlatVector part(long first, long count) {
    if (first < 0 || count < 0 || count > length - first) {
      throw new ShapeException(
          "a part of " + count + " numbers at " + first + " reaches beyond the vector's " + length);
    }
    INDArray view = array == null ? null : Shapes.view(array, first, Shape.of(count));
    return new FlatVector(view, tiles, whole(), from + first, count, 0, null);
  }

  /** The vector that this is a part of, or itself. */
  FlatVector whole() {
    return partOf == null ? this : partOf;
  }

  /** Whether the other whole vector has the same numbers, in the same place. */
  boolean isSame(FlatVector other) {
    return this == other || (address != 0 && address == other.address);
  }

  /** Where it begins in the whole. */
  long from() {
    return from;
  }

  /** Which thread works on which of the whole's numbers; null where it does not matter. */
  @Nullable Shares shares() {
    return shares;
  }

  /** Its array; null where it lies in tiles. */
  @Nullable INDArray array() {
    return array;
  }

  /** The whole's tiles; null where it lies in an array. */
  float[] @Nullable [] tiles() {
    return tiles;
  }
}
