package dev.chainrule.init;

import dev.chainrule.param.Initializer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;

/**
 * A matrix whose shorter side is orthonormal, times a gain: W Wᵀ = gain² I if there are at most as
 * many rows as columns, WᵀW = gain² I otherwise. The Q of the QR factorisation of a normal matrix
 * with R's diagonal positive, so uniform among such matrices. Saxe, McClelland &amp; Ganguli 2014.
 *
 * @param gain the factor; 1 in the paper for linear nets, √2 for ReLU
 */
public record Orthogonal(double gain) implements Initializer {
  /** Checks the gain. */
  public Orthogonal {
    if (!Double.isFinite(gain)) {
      throw new IllegalArgumentException("gain must be finite, got " + gain);
    }
  }

  @Override
  public double[] draw(Shape shape, Fans fans, RandomStream random) {
    int rows = shape.rank() == 0 ? 1 : Math.toIntExact(shape.dim(0));
    int columns = Math.toIntExact(shape.size() / rows);
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] q = new double[count][];
    for (int i = 0; i < count; i++) {
      q[i] = Draw.normal(Shape.of(length), 1, random);
      orthogonalise(q, i);
      orthogonalise(q, i); // once more removes what rounding left: "twice is enough" (Kahan)
    }
    double[] values = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        values[r * columns + c] = gain * (rows <= columns ? q[r][c] : q[c][r]);
      }
    }
    return values;
  }

  /** Takes from vector i its part along the ones before, and makes its length 1. */
  private static void orthogonalise(double[][] q, int i) {
    for (int j = 0; j < i; j++) {
      double dot = dot(q[i], q[j]);
      for (int k = 0; k < q[i].length; k++) {
        q[i][k] -= dot * q[j][k];
      }
    }
    double norm = Math.sqrt(dot(q[i], q[i]));
    for (int k = 0; k < q[i].length; k++) {
      q[i][k] /= norm;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
