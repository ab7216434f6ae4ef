package dev.chainrule.optim;

import dev.chainrule.kernel.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    Kernels k = u.kernels();
    INDArray g = u.gradient();
    k.axpby(lr, g, 0, g);
  }
}
