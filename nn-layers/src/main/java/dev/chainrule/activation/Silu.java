package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Logistic;

/**
 * The sigmoid linear unit or swish, f(x) = x σ(x); f′ = σ(x)(1 + x(1 − σ(x))). Elfwing, Uchibe
 * &amp; Doya 2018.
 */
public record Silu() implements ElementwiseActivation {

  @Override
  public Var define(Var x) {
    return x.silu();
  }

  @Override
  public double value(double x) {
    return x * Logistic.sigmoid(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.sigmoid(x) * (1 + x * Logistic.sigmoid(-x));
  }

  @Override
  public Reads derivativeReads() {
    return Reads.INPUT;
  }
}
