package dev.chainrule.kernel;

/**
 * A differentiable function of one number, applied to every element of an array: y = f(x).
 *
 * <p>It says f, f′, and what f′ reads: of ReLU the output is enough, GELU's needs its input. Where
 * f has a bound, the output is not enough: y(1 − y) of a sigmoid y that is rounded to 1 is 0,
 * whatever f′ is. Asked by several threads at once: it keeps nothing between calls.
 */
public interface Elementwise {
  /** What {@link #derivative} is given. */
  enum Reads {
    /** f′ is written in x. */
    INPUT,
    /** f′ is written in y = f(x). */
    OUTPUT,
    /** f′ is written in another number, which is known once f(x) is: {@link #residual}. */
    RESIDUAL
  }

  /** f(x). */
  double value(double x);

  /** f′, given {@link #residual}. */
  double derivative(double r);

  /** Whether {@link #derivative} wants x, f(x) or another number. */
  Reads derivativeReads();

  /** Whether {@link #derivative} wants another number than x or f(x). */
  default boolean keepsResidual() {
    return derivativeReads() == Reads.RESIDUAL;
  }

  /** What {@link #derivative} is given; to be overridden where that is neither x nor f(x). */
  default double residual(double x) {
    return switch (derivativeReads()) {
      case INPUT -> x;
      case OUTPUT -> value(x);
      case RESIDUAL -> throw new UnsupportedOperationException(this + " does not say its residual");
    };
  }

  /**
   * y_i = f(x_i) for the first n numbers, for the fast kernels. A simple f writes this loop itself,
   * in floats: C2 then makes vector instructions of it.
   *
   * @param x worked in; afterwards it holds the residuals where {@link #derivativeReads} says
   *     RESIDUAL, and otherwise nothing of use
   * @param y overwritten, another array than x
   */
  default void values(float[] x, float[] y, int n) {
    boolean keeps = keepsResidual();
    for (int i = 0; i < n; i++) {
      y[i] = (float) value(x[i]);
      x[i] = keeps ? (float) residual(x[i]) : x[i];
    }
  }

  /**
   * dx_i = dy_i f′(r_i) for the first n numbers, for the fast kernels; a simple f writes this loop
   * itself, in floats.
   *
   * @param r the residuals; worked in: what it holds afterwards is of no use
   * @param dy ∂L/∂y; not modified
   * @param dx overwritten, another array than r and dy
   */
  default void pullbacks(float[] r, float[] dy, float[] dx, int n) {
    for (int i = 0; i < n; i++) {
      dx[i] = (float) (dy[i] * derivative(r[i]));
    }
  }
}
