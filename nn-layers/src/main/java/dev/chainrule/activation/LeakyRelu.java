package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;

/**
 * f(x) = x for x &gt; 0 and αx for x ≤ 0; f′ is 1 and α. Maas, Hannun &amp; Ng 2013.
 *
 * @param alpha the slope for x ≤ 0, in (0, 1); {@value #ALPHA} in the paper and in PyTorch
 */
public record LeakyRelu(double alpha) implements ElementwiseActivation {
  /** The slope of the paper. */
  public static final double ALPHA = 0.01;

  /** Checks α. */
  public LeakyRelu {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
    }
  }

  @Override
  public Var define(Var x) {
    return x.leakyRelu(alpha);
  }

  @Override
  public double value(double x) {
    return x > 0 ? x : alpha * x;
  }

  @Override
  public double derivative(double y) {
    return y > 0 ? 1 : y <= 0 ? alpha : y; // NaN stays NaN
  }

  @Override
  public Reads derivativeReads() {
    return Reads.OUTPUT;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  @Override
  public void values(float[] x, float[] y, int n) {
    float slope = (float) alpha;
    for (int i = 0; i < n; i++) {
      y[i] = Math.max(x[i], 0f) + slope * Math.min(x[i], 0f);
    }
  }

  /** Without a branch, as {@link Relu}. */
  @Override
  public void pullbacks(float[] y, float[] dy, float[] dx, int n) {
    float slope = (float) alpha;
    for (int i = 0; i < n; i++) {
      float positive = Math.min(Math.max(y[i], 0f) * 0x1p100f * 0x1p100f, 1f);
      dx[i] = dy[i] * (slope + (1 - slope) * positive);
    }
  }
}
