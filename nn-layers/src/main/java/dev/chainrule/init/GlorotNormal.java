package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/**
 * Normal with variance 2/(in + out). Glorot &amp; Bengio 2010, (12); Keras truncates it at 2σ, this
 * one does not.
 */
public record GlorotNormal() implements Initializer {

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.normal(shape, Math.sqrt(2.0 / (fans.in() + fans.out())), random);
  }
}
