package dev.chainrule.jmh;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Kernels by the name of a parameter, and numbers for them to work on. */
final class Setting {
  private Setting() {}

  /** {@code reference}, {@code cpu} or, on two threads, {@code cpu2}. */
  static Kernels kernels(String name) {
    KernelChoice one = KernelChoice.best().withThreads(1);
    KernelChoice choice =
        switch (name) {
          case "reference" -> one.withKind(KernelChoice.Kind.REFERENCE);
          case "cpu" -> one;
          case "cpu2" -> one.withThreads(2);
          default ->
              throw new IllegalArgumentException(
                  "kernels must be reference, cpu or cpu2, got " + name);
        };
    return choice.kernels(DataType.FLOAT);
  }

  /** The numbers of {@code 64x784x128}. */
  static int[] shape(String text) {
    return List.of(text.split("x", -1)).stream().mapToInt(Integer::parseInt).toArray();
  }

  /** Numbers from −½ to ½, the same every time. */
  static INDArray numbers(long... shape) {
    RandomStream random = RandomStream.of(1);
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  /** A class for each row, in turn. */
  static INDArray labels(int rows, int classes) {
    float[] labels = new float[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % classes;
    }
    return Nd4j.createFromArray(labels);
  }
}
