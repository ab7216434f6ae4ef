package dev.chainrule.laws;

import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays to try laws on, and comparisons that throw {@link Law.Broken}: for laws of your own. */
public final class SampleArrays {
  private SampleArrays() {}

  /** A new array of normal random numbers, mean 0 and variance 1. */
  public static INDArray normal(Shape shape, DataType type, RandomStream random) {
    double[] values = new double[Math.toIntExact(shape.size())];
    Arrays.setAll(values, i -> random.nextGaussian());
    return array(shape, type, values);
  }

  /** A new array of these numbers, row-major. */
  public static INDArray array(Shape shape, DataType type, double... values) {
    return Nd4j.createFromArray(values).reshape('c', shape.toArray()).castTo(type);
  }

  /** The numbers of {@code array}, row-major. */
  public static double[] of(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  /** The dot product Σ aᵢ bᵢ of two vectors of equal length. */
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Throws unless both are equal up to {@code tolerance} times the largest number of either. */
  public static void close(String what, double[] expected, double[] actual, double tolerance) {
    if (expected.length != actual.length) {
      throw new Law.Broken(
          what + ": expected " + expected.length + " numbers, got " + actual.length);
    }
    double largest = 1e-3;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.max(Math.abs(expected[i]), Math.abs(actual[i])));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - actual[i]) <= tolerance * largest)) {
        throw new Law.Broken(
            what + ": number " + i + " should be " + expected[i] + ", got " + actual[i]);
      }
    }
  }

  /** Throws unless both are equal bit for bit. */
  public static void same(String what, double[] expected, double[] actual) {
    int i = Arrays.mismatch(expected, actual);
    if (i >= 0) {
      throw new Law.Broken(
          i < Math.min(expected.length, actual.length)
              ? what + ": number " + i + " should be exactly " + expected[i] + ", got " + actual[i]
              : what + ": expected " + expected.length + " numbers, got " + actual.length);
    }
  }
}
