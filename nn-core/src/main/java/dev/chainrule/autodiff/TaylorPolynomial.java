package dev.chainrule.autodiff;

import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The Taylor polynomial of f at x₀, T_n(x₀ + δ) = Σ_{k≤n} Dᵏf(x₀) δᵏ / k!, for one variable or
 * many.
 *
 * <p>Dᵏf(x₀) is the array of all k-th derivatives and δᵏ the k-fold outer product of δ, so that the
 * terms are f(x₀), ∇f δ, δᵀ H δ, Σ D³f_{ijl} δ_i δ_j δ_l, … They are never made: along the line x₀
 * + tδ, Dᵏf(x₀) δᵏ is k! times the coefficient of tᵏ, which Taylor mode finds for all k ≤ n in one
 * sweep of order n² operations.
 *
 * <p>At a kink, terms from the second on are NaN unless both sides of it agree.
 *
 * <pre>{@code
 * TaylorPolynomial sine = Derivatives.taylor(Var::sin, Var.scalar(0), 5);
 * sine.coefficients();            // 0, 1, 0, −1/6, 0, 1/120
 * sine.at(Var.scalar(0.1));       // of x₀ + 0.1
 * }</pre>
 */
public final class TaylorPolynomial {
  private final UnaryOperator<Var> f;
  private final Var x0;
  private final int order;

  TaylorPolynomial(UnaryOperator<Var> f, Var x0, int order) {
    if (order < 0) {
      throw new IllegalArgumentException("order must not be negative, got " + order);
    }
    this.f = f;
    this.x0 = x0.detach();
    this.order = order;
  }

  /** n, the highest power. */
  public int order() {
    return order;
  }

  /** x₀, where the polynomial and its first n derivatives are those of f. */
  public Var center() {
    return x0;
  }

  /**
   * f⁽ᵏ⁾(x₀)/k! for k = 0 … n, of a function from one number to one number.
   *
   * @throws ShapeException if f is another
   */
  public double[] coefficients() {
    if (x0.shape().rank() != 0) {
      throw new ShapeException(
          "coefficients are those of one variable, and x0 has shape "
              + x0.shape()
              + ". term(k, δ) is Dᵏf(x0) δᵏ.");
    }
    Series line = along(Var.scalar(1));
    double[] c = new double[order + 1];
    for (int k = 0; k <= order; k++) {
      c[k] = Var.leaf(line.coefficient(k)).toDouble() + 0.0; // −0 is written 0
    }
    return c;
  }

  /**
   * Dᵏf(x₀) δᵏ: f(x₀), ∇f δ, δᵀ H δ, …; the polynomial's term is this divided by k!.
   *
   * @param delta of x₀'s shape
   * @return of the shape of f(x₀)
   */
  public Var term(int k, Var delta) {
    if (k < 0 || k > order) {
      throw new IllegalArgumentException("the terms are 0 … " + order + ", got " + k);
    }
    double factorial = 1;
    for (int i = 2; i <= k; i++) {
      factorial *= i;
    }
    return Var.leaf(along(delta).coefficient(k).times(factorial));
  }

  /** T_n(x₀ + δ). */
  public Var at(Var delta) {
    Series line = along(delta);
    Tensor sum = line.value();
    for (int k = 1; k <= order; k++) {
      sum = sum.plus(line.coefficient(k));
    }
    return Var.leaf(sum);
  }

  /** f(x₀ + δ) − T_n(x₀ + δ), which goes to 0 faster than ‖δ‖ⁿ. */
  public Var remainder(Var delta) {
    return f.apply(x0.add(delta)).sub(at(delta)).detach();
  }

  /** f(x₀) + J(x₀) δ. */
  public Var linearisation(Var delta) {
    return new TaylorPolynomial(f, x0, 1).at(delta);
  }

  /** The series of f(x₀ + tδ). */
  private Series along(Var delta) {
    Shapes.equal("δ and x0", delta.shape(), x0.shape());
    Var x = Var.leaf(x0.tensor());
    Var y = f.apply(x);
    Series line = Series.line(x0.tensor(), delta.tensor(), order);
    Series series = TaylorMode.sweep(y, Map.of(x, line), order);
    return Limits.ofTaylor(y, Map.of(x, delta), order, series);
  }
}
