package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/**
 * Uniform in [low, high).
 *
 * @param low the smallest value
 * @param high the bound, at least low
 */
public record Uniform(double low, double high) implements Initializer {
  /** Checks the bounds. */
  public Uniform {
    if (!(low <= high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "low must be at most high, both finite, got " + low + " and " + high);
    }
  }

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.fill(shape, () -> random.nextDouble(low, high));
  }
}
