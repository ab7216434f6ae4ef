package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/** Normal with variance 1/in. LeCun et al. 1998, §4.6; also Nielsen 2015, ch. 3. */
public record LeCunNormal() implements Initializer {

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.normal(shape, Math.sqrt(1.0 / fans.in()), random);
  }
}
