package dev.chainrule.trace;

import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An array of a trace: a name, a shape and numbers that do not change. */
public final class Value {
  private final String name;
  private final Notation notation;
  private final Role role;
  private final int layer;
  private final Shape shape;
  private final ConstantArray numbers;

  Value(String name, Notation notation, Role role, int layer, Shape shape, ConstantArray numbers) {
    this.name = name;
    this.notation = notation;
    this.role = role;
    this.layer = layer;
    this.shape = shape;
    this.numbers = numbers;
  }

  /** What it is called, in ASCII: {@code A0}, {@code dL/dA0}. */
  public String name() {
    return name;
  }

  /** The same as it is written: A₀, ∂L/∂A₀. */
  public Notation notation() {
    return notation;
  }

  /** What it is. */
  public Role role() {
    return role;
  }

  /** The layer that it belongs to, counted from 0; −1 for the input, the target and the loss. */
  public int layer() {
    return layer;
  }

  /** Its shape; that of what lies between layers begins with the batch. */
  public Shape shape() {
    return shape;
  }

  /** How many numbers. */
  public int size() {
    return numbers.size();
  }

  /** Number {@code i}, row-major. */
  public double flat(long i) {
    return numbers.get(Math.toIntExact(i));
  }

  /**
   * One number.
   *
   * @throws IllegalArgumentException if there is none at this place, with those that there are
   */
  public double at(long... index) {
    return flat(place(index));
  }

  /**
   * The place of a number, row-major.
   *
   * @throws IllegalArgumentException if there is none
   */
  public long place(long... index) {
    boolean fits = index.length == shape.rank();
    long place = 0;
    for (int d = 0; fits && d < index.length; d++) {
      fits = index[d] >= 0 && index[d] < shape.dim(d);
      place = place * shape.dim(d) + index[d];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          name
              + " has no number at "
              + Arrays.toString(index)
              + ": its shape is "
              + shape
              + (shape.rank() == 0
                  ? ", a single number."
                  : ", counted from 0. The last is at " + Arrays.toString(index(size() - 1L))));
    }
    return place;
  }

  /** The index of the number at a place. */
  public long[] index(long place) {
    return shape.subscripts(place);
  }

  /** A copy of all, row-major. */
  public double[] toArray() {
    double[] all = new double[numbers.size()];
    Arrays.setAll(all, numbers::get);
    return all;
  }

  /** A new array of ND4J with these numbers. */
  public INDArray toINDArray(DataType type) {
    return Nd4j.createFromArray(toArray()).castTo(type).reshape(shape.toArray());
  }

  /** How much memory the numbers take. */
  public long bytes() {
    return (numbers instanceof ConstantArray.Floats ? 4L : 8L) * numbers.size();
  }

  /** {@code A₀ [2, 2]}. */
  @Override
  public String toString() {
    return notation.text() + " " + shape;
  }
}
