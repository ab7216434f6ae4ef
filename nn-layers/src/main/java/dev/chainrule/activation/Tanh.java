package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Notation;

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

  /** 1 − y². */
  @Override
  public Notation derivative(Notation x, Notation y) {
    return Notation.of("1").minus(y.then("²", "^2")).inParentheses();
  }

  @Override
  public void pullbacks(float[] y, float[] dy, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      dx[i] = dy[i] * ((1 - y[i]) * (1 + y[i])); // 1 − y is exact near 1, 1 − y² is not
    }
  }
}
