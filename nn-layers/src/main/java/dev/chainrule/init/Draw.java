package dev.chainrule.init;

import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Arrays full of draws. */
final class Draw {
  private Draw() {}

  /** Independent draws. */
  static double[] fill(Shape shape, DoubleSupplier draw) {
    double[] values = new double[Math.toIntExact(shape.size())];
    Arrays.setAll(values, i -> draw.getAsDouble());
    return values;
  }

  /** Uniform in ±bound. */
  static double[] uniform(Shape shape, double bound, RandomStream random) {
    return fill(shape, () -> random.nextDouble(-bound, bound));
  }

  /** Normal with mean 0. */
  static double[] normal(Shape shape, double deviation, RandomStream random) {
    return fill(shape, () -> deviation * random.nextGaussian());
  }
}
