package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Logistic;

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
    return Logistic.softplus(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.sigmoid(x);
  }

  @Override
  public Reads derivativeReads() {
    return Reads.INPUT;
  }
}
