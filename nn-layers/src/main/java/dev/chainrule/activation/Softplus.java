package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;

/**
 * f(x) = ln(1 + eˣ), a smooth ReLU; f′ = σ(x). Dugas et al. 2001.
 *
 * <p>Computed as max(x, 0) + ln(1 + e^−|x|), which cannot overflow.
 */
public record Softplus() implements ElementwiseActivation {

  @Override
  public Var define(Var x) {
    return x.softplus();
  }

  @Override
  public double value(double x) {
    return of(x);
  }

  @Override
  public double derivative(double x) {
    return Sigmoid.of(x);
  }

  @Override
  public Reads derivativeReads() {
    return Reads.INPUT;
  }

  /** ln(1 + eˣ). */
  public static double of(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
