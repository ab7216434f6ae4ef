package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;

/**
 * The approximation of {@link Gelu} by tanh, f(x) = ½x(1 + tanh u) with u = √(2/π)(x + 0.044715
 * x³); f′ = ½(1 + tanh u) + ½x(1 − tanh² u) u′. Hendrycks &amp; Gimpel 2016.
 */
public record GeluTanh() implements ElementwiseActivation {
  private static final double SCALE = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  @Override
  public Var define(Var x) {
    return x.div(2).mul(x.add(x.pow(3).mul(CUBIC)).mul(SCALE).tanh().add(1));
  }

  @Override
  public double value(double x) {
    return 0.5 * x * (1 + Math.tanh(inner(x)));
  }

  @Override
  public double derivative(double x) {
    return 0.5 * (1 + Math.tanh(inner(x))) + 0.5 * x * slope(x);
  }

  @Override
  public Reads derivativeReads() {
    return Reads.INPUT;
  }

  private static double inner(double x) {
    return SCALE * (x + CUBIC * x * x * x);
  }

  /** d/dx tanh u. */
  private static double slope(double x) {
    double t = Math.tanh(inner(x));
    return (1 - t * t) * SCALE * (1 + 3 * CUBIC * x * x);
  }
}
