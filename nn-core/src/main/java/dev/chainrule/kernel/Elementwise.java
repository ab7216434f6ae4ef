package dev.chainrule.kernel;

/**
 * A differentiable function of one number, applied to every element of an array: y = f(x).
 *
 * <p>It says f, f′, and what f′ reads: sigmoid's derivative is cheapest from its output, y(1 − y);
 * GELU's needs its input. Asked by several threads at once: it keeps nothing between calls.
 */
public interface Elementwise {
  /** What {@link #derivative} is given. */
  enum Reads {
    /** f′ is written in x. */
    INPUT,
    /** f′ is written in y = f(x). */
    OUTPUT
  }

  /** f(x). */
  double value(double x);

  /** f′, given x or f(x) as {@link #derivativeReads} says. */
  double derivative(double r);

  /** Whether {@link #derivative} wants x or f(x). */
  Reads derivativeReads();

  /**
   * y_i = f(x_i) for the first n numbers, for the fast kernels. A simple f writes this loop itself,
   * in floats: C2 then makes vector instructions of it.
   *
   * @param x worked in: what it holds afterwards is of no use
   * @param y overwritten, another array than x
   */
  default void values(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) value(x[i]);
    }
  }

  /**
   * dx_i = dy_i f′(r_i) for the first n numbers, likewise.
   *
   * @param r x or f(x), as {@link #derivativeReads} says; not modified
   * @param dy ∂L/∂y; not modified, unless it is dx
   * @param dx overwritten, may be dy
   */
  default void pullbacks(float[] r, float[] dy, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      dx[i] = (float) (dy[i] * derivative(r[i]));
    }
  }
}
