package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;

/**
 * The exponential linear unit, f(x) = x for x &gt; 0 and α(eˣ − 1) for x ≤ 0; f′ is 1 and αeˣ.
 * Clevert, Unterthiner &amp; Hochreiter 2016.
 *
 * @param alpha minus the limit for x → −∞, positive; {@value #ALPHA} in the paper. Other than 1, f
 *     has a kink at 0.
 */
public record Elu(double alpha) implements ElementwiseActivation {
  /** α of the paper. */
  public static final double ALPHA = 1;

  /** Checks α. */
  public Elu {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("alpha must be positive and finite, got " + alpha);
    }
  }

  @Override
  public Var define(Var x) {
    return x.elu(alpha);
  }

  @Override
  public double value(double x) {
    return x > 0 ? x : alpha * Math.expm1(x);
  }

  @Override
  public double derivative(double x) {
    return x > 0 ? 1 : alpha * Math.exp(x); // not y + α, which for x ≪ 0 is 0
  }

  @Override
  public Reads derivativeReads() {
    return Reads.INPUT;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }
}
