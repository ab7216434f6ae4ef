package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;

/**
 * v ← ρ v + (1 − ρ) g² and u = lr g / (√v + ε). Tieleman &amp; Hinton 2012, lecture 6e; ε stands
 * outside the root, as in PyTorch.
 *
 * @param lr the learning rate, positive
 * @param rho how much of v stays, in [0, 1); {@value #RHO} in PyTorch, 0.9 in the lecture
 * @param epsilon ε, positive; {@value #EPSILON} in PyTorch
 */
public record RmsProp(double lr, double rho, double epsilon) implements Rule {
  /** ρ of PyTorch. */
  public static final double RHO = 0.99;

  /** ε of PyTorch. */
  public static final double EPSILON = 1e-8;

  /** Checks the constants. */
  public RmsProp {
    Checks.positive("lr", lr);
    Checks.fraction("rho", rho);
    Checks.positive("epsilon", epsilon);
  }

  /** With the constants of PyTorch. */
  public static RmsProp of(double lr) {
    return new RmsProp(lr, RHO, EPSILON);
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
    k.meanSquares(rho, g, v);
    k.divideByRoot(lr, g, 1, v, epsilon, g);
  }
}
