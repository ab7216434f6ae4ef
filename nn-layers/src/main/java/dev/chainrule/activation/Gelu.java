package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * The Gaussian error linear unit, f(x) = x Φ(x), where Φ(x) = ½(1 + erf(x/√2)) is the normal
 * distribution function; f′ = Φ(x) + x φ(x) with the density φ(x) = e^(−x²/2)/√(2π). Hendrycks
 * &amp; Gimpel 2016. {@link GeluTanh} is its approximation.
 */
public record Gelu() implements ElementwiseActivation {
  private static final double SQRT_TWO = Math.sqrt(2);
  private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

  @Override
  public Var define(Var x) {
    return x.gelu();
  }

  @Override
  public double value(double x) {
    return x * distribution(x);
  }

  @Override
  public double derivative(double x) {
    return distribution(x) + x * Math.exp(-x * x / 2) / SQRT_TWO_PI;
  }

  @Override
  public Reads derivativeReads() {
    return Reads.INPUT;
  }

  private static double distribution(double x) {
    return 0.5 * Erfc.value(-x / SQRT_TWO); // erfc, since 1 + erf loses all digits for x ≪ 0
  }
}
