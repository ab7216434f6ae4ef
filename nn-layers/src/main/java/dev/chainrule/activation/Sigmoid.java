package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Exponential;
import dev.chainrule.nn.Notation;

/**
 * The logistic function, f(x) = σ(x) = 1/(1 + e⁻ˣ), from ℝ to (0, 1); f′ = y(1 − y).
 *
 * <p>Computed from e^−|x|, which cannot overflow.
 */
public record Sigmoid() implements ElementwiseActivation {
  private static final Notation ONE = Notation.of("1");

  @Override
  public Var define(Var x) {
    return x.sigmoid();
  }

  @Override
  public double value(double x) {
    return of(x);
  }

  @Override
  public double derivative(double y) {
    return y * (1 - y);
  }

  @Override
  public Reads derivativeReads() {
    return Reads.OUTPUT;
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

  /** σ(x). */
  public static double of(double x) {
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** Where e⁻ˣ overflows, σ is less than a float can hold with all its digits, and 0 here. */
  @Override
  public void values(float[] x, float[] y, int n) {
    Exponential.of(-1, x, y, n);
    for (int i = 0; i < n; i++) {
      y[i] = 1 / (1 + y[i]);
    }
  }

  @Override
  public void pullbacks(float[] y, float[] dy, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      dx[i] = dy[i] * (y[i] * (1 - y[i]));
    }
  }
}
