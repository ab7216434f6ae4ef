package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/**
 * The same value everywhere.
 *
 * @param value that value
 */
public record Constant(double value) implements Initializer {
  /** Checks that it is finite. */
  public Constant {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, got " + value);
    }
  }

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.fill(shape, () -> value);
  }
}
