package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Gaussian;

/**
 * The Gaussian error linear unit, f(x) = x Φ(x), where Φ(x) = ½(1 + erf(x/√2)) is the normal
 * distribution function; f′ = Φ(x) + x φ(x) with the density φ(x) = e^(−x²/2)/√(2π). Hendrycks
 * &amp; Gimpel 2016. {@link GeluTanh} is its approximation.
 */
public record Gelu() implements ElementwiseActivation {

  @Override
  public Var define(Var x) {
    return x.gelu();
  }

  @Override
  public double value(double x) {
    return x * Gaussian.distribution(x);
  }

  @Override
  public double derivative(double x) {
    return Gaussian.distribution(x) + x * Gaussian.density(x);
  }

  @Override
  public Reads derivativeReads() {
    return Reads.INPUT;
  }
}
