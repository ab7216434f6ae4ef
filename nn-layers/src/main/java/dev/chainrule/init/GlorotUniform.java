package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/**
 * Uniform in ±√(6/(in + out)), so that the variance is 2/(in + out). Glorot &amp; Bengio 2010,
 * (16).
 */
public record GlorotUniform() implements Initializer {

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.uniform(shape, Math.sqrt(6.0 / (fans.in() + fans.out())), random);
  }
}
