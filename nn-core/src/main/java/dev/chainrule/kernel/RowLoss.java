package dev.chainrule.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The loss of one row: how far a prediction is from its target, and in which direction. Asked by
 * several threads at once: it keeps nothing between calls.
 */
@FunctionalInterface
public interface RowLoss {
  /**
   * ℓ(p, t), and ∂ℓ/∂p where it is asked for.
   *
   * @param p the prediction; not modified
   * @param t the target: as many numbers as p, or one, the index of a class; not modified
   * @param dp overwritten with ∂ℓ/∂p
   */
  double row(double[] p, double[] t, double[] dp);

  /** The same for many rows at once, where that is cheaper; null where it is not. */
  default @Nullable BlockLoss byBlock() {
    return null;
  }
}
