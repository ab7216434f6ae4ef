package dev.chainrule.trace;

import dev.chainrule.kernel.Kernels;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ConstantArray that nobody changes, in the type in which they were computed. */
sealed interface ConstantArray {
  /** How many. */
  int size();

  /** Number i, row-major. */
  double get(int i);

  /** These in the type of this; may not be copied. */
  ConstantArray likewise(double[] values);

  /** Whether all are equal, bit for bit; a NaN equals a NaN. */
  default boolean isSame(ConstantArray other) {
    boolean same = size() == other.size();
    for (int i = 0; same && i < size(); i++) {
      same = Double.compare(get(i), other.get(i)) == 0;
    }
    return same;
  }

  /** A copy of what an array holds now. */
  static ConstantArray of(INDArray array, Kernels kernels) {
    double[] values = new double[Math.toIntExact(array.length())];
    kernels.read(array, values);
    return array.dataType() == DataType.DOUBLE ? new Doubles(values) : Floats.of(values);
  }

  /**
   * The same of an array of a caller, whatever its type and order in memory, as a pass reads it.
   */
  static ConstantArray given(INDArray array, Kernels kernels) {
    return of(array.castTo(kernels.dataType()).dup('c'), kernels);
  }

  /** In double; not copied. */
  final class Doubles implements ConstantArray {
    private final double[] values;

    Doubles(double... values) {
      this.values = values;
    }

    @Override
    public ConstantArray likewise(double[] other) {
      return new Doubles(other);
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return values[i];
    }
  }

  /** In float, half the memory: a trace of a network for pictures is mostly its parameters. */
  final class Floats implements ConstantArray {
    private final float[] values;

    private Floats(float[] values) {
      this.values = values;
    }

    static Floats of(double[] values) {
      float[] narrow = new float[values.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) values[i];
      }
      return new Floats(narrow);
    }

    @Override
    public ConstantArray likewise(double[] other) {
      return of(other);
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return values[i];
    }
  }
}
