package dev.chainrule.kernel;

/**
 * The inner loops of {@link VectorProgram}, over one tile each: every one in a method of its own,
 * since C2 vectorises a loop best that is alone.
 */
final class VectorLoops {
  private VectorLoops() {}

  static void axpby(float a, float[] x, float b, float[] out, int begin, int end) {
    if (b == 0) { // 0 · NaN is not 0
      for (int i = begin; i < end; i++) {
        out[i] = a * x[i];
      }
    } else {
      for (int i = begin; i < end; i++) {
        out[i] = a * x[i] + b * out[i];
      }
    }
  }

  static void meanSquares(float a, float[] x, float b, float[] out, int begin, int end) {
    for (int i = begin; i < end; i++) {
      out[i] = b * out[i] + a * x[i] * x[i];
    }
  }

  static void divideByRoot(
      float a, float[] x, float c, float[] v, float epsilon, float[] out, int begin, int end) {
    for (int i = begin; i < end; i++) {
      out[i] = a * x[i] / ((float) Math.sqrt(c * v[i]) + epsilon);
    }
  }

  static void addDividedByRoot(
      float a, float[] x, float c, float[] v, float epsilon, float[] out, int begin, int end) {
    for (int i = begin; i < end; i++) {
      out[i] += a * x[i] / ((float) Math.sqrt(c * v[i]) + epsilon);
    }
  }

  /** The three steps of Adam on g, m, v and θ in one loop, which reads and writes each once. */
  static void adam(
      VectorStep mean,
      VectorStep squares,
      VectorStep move,
      float[] g,
      float[] m,
      float[] v,
      float[] theta,
      int begin,
      int end) {
    float a1 = mean.a;
    float b1 = mean.b;
    float a2 = squares.a;
    float b2 = squares.b;
    float rate = move.a;
    float c = move.c;
    float epsilon = move.b;
    for (int i = begin; i < end; i++) {
      float mi = a1 * g[i] + b1 * m[i];
      float vi = b2 * v[i] + a2 * g[i] * g[i];
      m[i] = mi;
      v[i] = vi;
      theta[i] += rate * mi / ((float) Math.sqrt(c * vi) + epsilon);
    }
  }
}
