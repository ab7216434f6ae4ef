package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/**
 * Normal.
 *
 * @param mean the mean
 * @param deviation the standard deviation, not negative
 */
public record Normal(double mean, double deviation) implements Initializer {
  /** Checks the deviation. */
  public Normal {
    if (!(deviation >= 0) || !Double.isFinite(mean + deviation)) {
      throw new IllegalArgumentException(
          "deviation must not be negative, both finite, got " + mean + " and " + deviation);
    }
  }

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.fill(shape, () -> mean + deviation * random.nextGaussian());
  }
}
