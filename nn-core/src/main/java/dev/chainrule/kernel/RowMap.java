package dev.chainrule.kernel;

/**
 * A differentiable function of one row, applied to every row of a matrix, such as softmax. Asked by
 * several threads at once: it keeps nothing between calls.
 */
public interface RowMap {
  /**
   * y = f(x).
   *
   * @param x one row; not modified
   * @param y overwritten, as long as x
   */
  void value(double[] x, double[] y);

  /**
   * dx = (∂y/∂x)ᵀ dy, in terms of the output.
   *
   * @param y f(x); not modified
   * @param dy ∂L/∂y; not modified
   * @param dx overwritten
   */
  void pullback(double[] y, double[] dy, double[] dx);
}
