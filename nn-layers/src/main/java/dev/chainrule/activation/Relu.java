package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.notation.Notation;

/**
 * The rectified linear unit, f(x) = max(x, 0); f′ is 1 for x &gt; 0 and 0 for x ≤ 0, where f′(0) =
 * 0 by convention. Nair &amp; Hinton 2010.
 */
public record Relu() implements ElementwiseActivation {

  @Override
  public Var define(Var x) {
    return x.relu();
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0); // not x > 0 ? x : 0, which would hide a NaN
  }

  @Override
  public double derivative(double y) {
    return y > 0 ? 1 : y <= 0 ? 0 : y; // NaN stays NaN
  }

  @Override
  public Reads derivativeReads() {
    return Reads.OUTPUT;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  /** 1 where x &gt; 0, else 0. */
  @Override
  public Notation derivative(Notation x, Notation y) {
    return new Notation("[" + x.text() + " > 0]", "\\left[" + x.latex() + " > 0\\right]");
  }

  @Override
  public void values(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  /** Without a branch, which half of all numbers would take another way: y · 2²⁰⁰ ≥ 1 if y > 0. */
  @Override
  public void pullbacks(float[] y, float[] dy, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      dx[i] = dy[i] * Math.min(y[i] * 0x1p100f * 0x1p100f, 1f);
    }
  }
}
