package dev.chainrule.kernel;

/**
 * A differentiable function of one number, applied to every element of an array: y = f(x).
 *
 * <p>It says f, f′, and what f′ reads: sigmoid's derivative is cheapest from its output, y(1 − y);
 * GELU's needs its input.
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
}
