package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/** Uniform in ±√(3/in), so that the variance is 1/in. LeCun et al. 1998, §4.6. */
public record LeCunUniform() implements Initializer {

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.uniform(shape, Math.sqrt(3.0 / fans.in()), random);
  }
}
