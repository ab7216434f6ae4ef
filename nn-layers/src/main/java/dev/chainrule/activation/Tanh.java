package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;

/** The hyperbolic tangent, f(x) = tanh x, from ℝ to (−1, 1); f′ = 1 − y². */
public record Tanh() implements ElementwiseActivation {

  @Override
  public Var define(Var x) {
    return x.tanh();
  }

  @Override
  public double value(double x) {
    return Math.tanh(x);
  }

  @Override
  public double derivative(double y) {
    return 1 - y * y;
  }

  @Override
  public Reads derivativeReads() {
    return Reads.OUTPUT;
  }
}
