package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.FloatExp;
import dev.chainrule.kernel.Logistic;
import dev.chainrule.notation.Notation;

/**
 * The hyperbolic tangent, f(x) = tanh x, from ℝ to (−1, 1); f′ = 1 − y².
 *
 * <p>f′ is computed as 1/cosh² x, since 1 − y² has lost its digits where y is nearly ±1.
 */
public record Tanh() implements ElementwiseActivation {
  /** Beyond, the float nearest to tanh x is 1. */
  private static final float END = 9.02f;

  // tanh x = x p(x²)/q(x²) for |x| ≤ 9.02, such that the largest relative error is least: 7e-9.
  private static final float P0 = 1f;
  private static final float P1 = 0.13085330f;
  private static final float P2 = 0.0031054239f;
  private static final float P3 = 1.1169507e-5f;
  private static final float P4 = -2.0286084e-8f;
  private static final float P5 = 5.306913e-11f;
  private static final float P6 = -8.562548E-14f;
  private static final float Q1 = 0.46418658f;
  private static final float Q2 = 0.024501039f;
  private static final float Q3 = 0.00025482732f;

  @Override
  public Var define(Var x) {
    return x.tanh();
  }

  @Override
  public double value(double x) {
    return Math.tanh(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.sechSquared(x);
  }

  @Override
  public Reads derivativeReads() {
    return Reads.INPUT;
  }

  /** 1 − y². */
  @Override
  public Notation derivative(Notation x, Notation y) {
    return Notation.of("1").minus(y.then("²", "^2")).inParentheses();
  }

  /**
   * A quotient of polynomials, within 6 units of the last place of the true value and never beyond
   * ±1: vector instructions throughout, a twentieth of the time of {@code Math.tanh}.
   */
  @Override
  public void values(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float v = Math.max(-END, Math.min(END, x[i]));
      float t = v * v;
      float p = (((((P6 * t + P5) * t + P4) * t + P3) * t + P2) * t + P1) * t + P0;
      float q = ((Q3 * t + Q2) * t + Q1) * t + 1;
      y[i] = Math.max(-1f, Math.min(1f, v * p / q));
    }
  }

  /** tanh′(x) is the square of 2e/(1 + e²) with e = e^−|x|. */
  @Override
  public void pullbacks(float[] x, float[] dy, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.abs(x[i]);
    }
    FloatExp.of(-1, x, dx, n);
    for (int i = 0; i < n; i++) {
      float e = dx[i];
      float sech = 2 * e / (1 + e * e);
      dx[i] = dy[i] * (sech * sech);
    }
  }
}
