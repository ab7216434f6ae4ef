package dev.chainrule.stepper;

import dev.chainrule.kernel.KernelChoice;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The numbers of a vector, kept on Java's heap: unlike an INDArray nobody can change them, and the
 * collector frees them when they are dropped rather than some time later. Floats where the vector
 * had floats, so that nothing is lost and nothing is wasted.
 */
final class HeapVector {
  private final float[] floats;
  private final double[] doubles;

  private HeapVector(float[] floats, double[] doubles) {
    this.floats = floats;
    this.doubles = doubles;
  }

  /** A copy of this vector's numbers. */
  static HeapVector of(INDArray vector) {
    return vector.dataType() == DataType.FLOAT
        ? new HeapVector(vector.dup('c').data().asFloat(), new double[0])
        : new HeapVector(new float[0], vector.dup('c').data().asDouble());
  }

  /** The numbers of an array of any type, row-major; a new array. */
  static double[] doubles(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  /** The same with another number at {@code index}. */
  HeapVector with(int index, double value) {
    float[] f = floats.clone();
    double[] d = doubles.clone();
    if (d.length > 0) {
      d[index] = value;
    } else {
      f[index] = (float) value;
    }
    return new HeapVector(f, d);
  }

  /**
   * A new vector with these numbers. Floats, of which there may be many, by kernels, which copy
   * them at once: Nd4j.createFromArray puts one after another, 2 to 40 ms for 100,000.
   */
  INDArray toVector() {
    if (doubles.length > 0) {
      return Nd4j.createFromArray(doubles);
    }
    if (floats.length == 0) {
      return Nd4j.createFromArray(floats);
    }
    INDArray vector = Nd4j.createUninitialized(DataType.FLOAT, floats.length);
    KernelChoice.best().withThreads(1).kernels(DataType.FLOAT).write(floats, vector);
    return vector;
  }

  long bytes() {
    return 64 + 4L * floats.length + 8L * doubles.length;
  }
}
