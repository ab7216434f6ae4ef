package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/** Normal with variance 2/in, for ReLU. He et al. 2015, (10). */
public record HeNormal() implements Initializer {

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.normal(shape, Math.sqrt(2.0 / fans.in()), random);
  }
}
