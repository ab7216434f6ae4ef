package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;

/**
 * Nesterov's accelerated gradient, v ← μ v + g and u = lr (g + μ v). Nesterov 1983, in the form of
 * Sutskever et al. 2013 as PyTorch has it.
 *
 * @param lr the learning rate, positive
 * @param mu how much of v stays, in [0, 1); usually {@value #MU}
 */
public record Nesterov(double lr, double mu) implements Rule {
  /** Usual μ. */
  public static final double MU = Momentum.MU;

  /** Checks the constants. */
  public Nesterov {
    Checks.positive("lr", lr);
    Checks.fraction("mu", mu);
  }

  /** With the usual μ. */
  public static Nesterov of(double lr) {
    return new Nesterov(lr, MU);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void apply(Update u) {
    Vectors k = u.vectors();
    FlatVector g = u.gradient();
    FlatVector v = u.slot(0);
    k.axpby(1, g, mu, v);
    k.axpby(lr * mu, v, lr, g);
  }
}
