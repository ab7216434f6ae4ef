package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/**
 * Uniform in ±1/√in: what PyTorch does for the weights and the biases of {@code nn.Linear} ({@code
 * kaiming_uniform_} with a = √5).
 */
public record FanInUniform() implements Initializer {

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    return Draw.uniform(shape, Math.sqrt(1.0 / fans.in()), random);
  }
}
