package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², and with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ): u =
 * lr m̂ / (√v̂ + ε). Kingma &amp; Ba 2015, Alg. 1; ε stands outside the root.
 *
 * @param lr the learning rate, positive; {@value #LR} in the paper
 * @param beta1 β₁, in [0, 1); {@value #BETA1} in the paper
 * @param beta2 β₂, in [0, 1); {@value #BETA2} in the paper
 * @param epsilon ε, positive; {@value #EPSILON} in the paper
 */
public record Adam(double lr, double beta1, double beta2, double epsilon) implements Rule {
  /** The learning rate of the paper. */
  public static final double LR = 1e-3;

  /** β₁ of the paper. */
  public static final double BETA1 = 0.9;

  /** β₂ of the paper. */
  public static final double BETA2 = 0.999;

  /** ε of the paper. */
  public static final double EPSILON = 1e-8;

  /** Checks the constants. */
  public Adam {
    Checks.positive("lr", lr);
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
  }

  /** With the constants of the paper. */
  public static Adam of(double lr) {
    return new Adam(lr, BETA1, BETA2, EPSILON);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void apply(Update u) {
    Vectors k = u.vectors();
    FlatVector g = u.gradient();
    FlatVector m = u.slot(0);
    FlatVector v = u.slot(1);
    k.axpby(1 - beta1, g, beta1, m);
    k.meanSquares(beta2, g, v);
    double debias1 = 1 / (1 - Math.pow(beta1, (double) u.step()));
    double debias2 = 1 / (1 - Math.pow(beta2, (double) u.step()));
    k.divideByRoot(lr * debias1, m, debias2, v, epsilon, g);
  }
}
