package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;

/**
 * Heavy ball, v ← μ v + g and u = lr v. Polyak 1964, in the form of PyTorch: lr stands outside v,
 * so that changing it acts at once.
 *
 * @param lr the learning rate, positive
 * @param mu how much of v stays, in [0, 1); usually {@value #MU}
 */
public record Momentum(double lr, double mu) implements Rule {
  /** Usual μ. */
  public static final double MU = 0.9;

  /** Checks the constants. */
  public Momentum {
    Checks.positive("lr", lr);
    Checks.fraction("mu", mu);
  }

  /** With the usual μ. */
  public static Momentum of(double lr) {
    return new Momentum(lr, MU);
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
    k.axpby(lr, v, 0, g);
  }
}
