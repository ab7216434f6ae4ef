package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;

/**
 * Gradient descent, u = lr g. On batches, stochastic: Robbins &amp; Monro 1951.
 *
 * @param lr the learning rate, positive
 */
public record Sgd(double lr) implements Rule {

  /** Checks the constants. */
  public Sgd {
    Checks.positive("lr", lr);
  }

  @Override
  public void apply(Update u) {
    Vectors k = u.vectors();
    FlatVector g = u.gradient();
    k.axpby(lr, g, 0, g);
  }
}
