package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/** Uniform in ±√(6/in), so that the variance is 2/in, for ReLU. He et al. 2015, (10). */
public record HeUniform() implements Initializer {

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.uniform(shape, Math.sqrt(6.0 / fans.in()), random);
  }
}
