package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;

/** f(x) = x, f′(x) = 1: an affine layer stays affine. */
public record Identity() implements ElementwiseActivation {

  @Override
  public Var define(Var x) {
    return x;
  }

  @Override
  public double value(double x) {
    return x;
  }

  @Override
  public double derivative(double y) {
    return 1;
  }

  @Override
  public Reads derivativeReads() {
    return Reads.OUTPUT;
  }

  @Override
  public boolean changesNothing() {
    return true;
  }
}
