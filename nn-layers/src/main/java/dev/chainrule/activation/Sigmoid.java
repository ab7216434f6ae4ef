package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.FloatExp;
import dev.chainrule.kernel.Logistic;
import dev.chainrule.notation.Notation;

/**
 * The logistic function, f(x) = σ(x) = 1/(1 + e⁻ˣ), from ℝ to (0, 1); f′ = y(1 − y).
 *
 * <p>f′ is computed as r y² from the residual r = e⁻ˣ, since 1 − y has lost its digits where y is
 * nearly 1.
 */
public record Sigmoid() implements ElementwiseActivation {
  private static final Notation ONE = Notation.of("1");

  @Override
  public Var define(Var x) {
    return x.sigmoid();
  }

  @Override
  public double value(double x) {
    return Logistic.sigmoid(x);
  }

  @Override
  public double residual(double x) {
    return Math.exp(-x);
  }

  @Override
  public double derivative(double r) {
    double y = 1 / (1 + r);
    return r == Double.POSITIVE_INFINITY ? 0 : r * y * y;
  }

  @Override
  public Reads derivativeReads() {
    return Reads.RESIDUAL;
  }

  @Override
  public Notation symbol() {
    return Notation.of("σ");
  }

  /** y(1 − y). */
  @Override
  public Notation derivative(Notation x, Notation y) {
    return y.hadamard(ONE.minus(y).inParentheses());
  }

  /** Where e⁻ˣ overflows, σ is less than a float can hold with all its digits, and 0 here. */
  @Override
  public void values(float[] x, float[] y, int n) {
    FloatExp.of(-1, x, y, n);
    for (int i = 0; i < n; i++) {
      x[i] = y[i];
      y[i] = 1 / (1 + y[i]);
    }
  }

  /** An infinite r would make NaN of 0. */
  @Override
  public void pullbacks(float[] r, float[] dy, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      float e = Math.min(r[i], Float.MAX_VALUE);
      float y = 1 / (1 + e);
      dx[i] = dy[i] * (e * y * y);
    }
  }
}
