package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;

/**
 * Shortens a long gradient to the length c: g ← g min(1, c/‖g‖), with the norm over all parameters.
 * Pascanu, Mikolov &amp; Bengio 2013, Alg. 1. A norm that is not finite is left for the training
 * loop to see.
 *
 * @param max c, positive
 */
public record ClipByGlobalNorm(double max) implements Rule {

  /** Checks the constants. */
  public ClipByGlobalNorm {
    Checks.positive("max", max);
  }

  @Override
  public void apply(Update u) {
    Vectors k = u.vectors();
    FlatVector g = u.gradient();
    double norm = Math.sqrt(k.sumOfSquares(g));
    if (norm > max && norm < Double.POSITIVE_INFINITY) {
      k.axpby(max / norm, g, 0, g);
    }
  }
}
