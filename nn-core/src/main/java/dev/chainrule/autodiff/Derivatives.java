package dev.chainrule.autodiff;

import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of functions of a {@link Var}, exact to rounding, of any order.
 *
 * <p>A function is anything from Var to Var: a formula, or a network as a function of its
 * parameters. What comes out is a Var again, so that these methods nest: {@code grad(x -> hvp(f, x,
 * v).dot(v), x)} is a third derivative. The exception is {@link #taylor}, which gives numbers.
 *
 * <pre>{@code
 * UnaryOperator<Var> f = x -> x.square().sum().mul(x.get(0).sin());
 * Var x = Var.vector(1, 2);
 * Var gradient = Derivatives.grad(f, x);      // [2], the shape of x
 * Var hessian = Derivatives.hessian(f, x);    // [2, 2]
 * }</pre>
 *
 * <p>At a kink, such as that of |x| at 0, a first derivative is a convention, which each method of
 * {@link Var} states. A second or higher one is the limit that both sides agree on, so that ‖x‖²
 * has the Hessian 2I at 0; it is NaN where there is no such limit.
 *
 * <p>With n numbers in and m out, reverse mode costs a few evaluations per output, forward mode a
 * few per input: a gradient is cheap however many numbers it has.
 */
public final class Derivatives {
  private Derivatives() {}

  /** In which direction the chain rule's product of Jacobians is multiplied out. */
  public enum Mode {
    /** From the inputs: (∂y/∂b · (∂b/∂a · ∂a/∂x)). One sweep per number in. */
    FORWARD,
    /** From the outputs: ((∂y/∂b · ∂b/∂a) · ∂a/∂x). One sweep per number out. */
    REVERSE
  }

  /**
   * A function's value and its gradient there.
   *
   * @param value f(x), one number
   * @param gradient ∇f(x), of x's shape
   */
  public record ValueAndGradient(Var value, Var gradient) {}

  // ---- first order

  /** The function x ↦ ∇f(x). */
  public static UnaryOperator<Var> grad(UnaryOperator<Var> f) {
    return x -> grad(f, x);
  }

  /**
   * ∇f(x), of x's shape, by one reverse sweep.
   *
   * @throws ShapeException if f(x) is not one number
   */
  public static Var grad(UnaryOperator<Var> f, Var x) {
    return valueAndGrad(f, x).gradient();
  }

  /** f(x) and ∇f(x), for the cost of the gradient. */
  public static ValueAndGradient valueAndGrad(UnaryOperator<Var> f, Var x) {
    Point at = new Point(f, x);
    if (at.y.shape().rank() != 0) {
      throw new ShapeException(
          "a gradient is that of one number, and f(x) has shape "
              + at.y.shape()
              + ". jacobian(f, x) has all derivatives; vjp(f, x, v) those of ⟨v, f(x)⟩.");
    }
    return new ValueAndGradient(at.y, at.pullback(at.y.one()));
  }

  /**
   * vᵀJ, the gradient of ⟨v, f(x)⟩, by one reverse sweep.
   *
   * @param v of the shape of f(x)
   * @return of x's shape
   */
  public static Var vjp(UnaryOperator<Var> f, Var x, Var v) {
    Point at = new Point(f, x);
    Shapes.equal("vjp: v and f(x)", v.shape(), at.y.shape());
    return at.pullback(v);
  }

  /**
   * J v, the derivative of f along v, by one forward sweep.
   *
   * @param v of x's shape
   * @return of the shape of f(x)
   */
  public static Var jvp(UnaryOperator<Var> f, Var x, Var v) {
    Shapes.equal("jvp: v and x", v.shape(), x.shape());
    return new Point(f, x).pushforward(v);
  }

  /**
   * J, with J[i…, j…] = ∂f_i/∂x_j: of the shape of f(x), then that of x. In the mode that needs
   * fewer sweeps.
   */
  public static Var jacobian(UnaryOperator<Var> f, Var x) {
    Point at = new Point(f, x);
    return at.jacobian(at.y.shape().size() < x.shape().size() ? Mode.REVERSE : Mode.FORWARD);
  }

  /** The same in the mode of your choice. */
  public static Var jacobian(UnaryOperator<Var> f, Var x, Mode mode) {
    return new Point(f, x).jacobian(mode);
  }

  // ---- higher order

  /**
   * All second derivatives: {@code [n, n]} for one number of a vector, and of the shape of f(x),
   * then twice that of x, in general. Forward over reverse: one gradient, then a forward sweep
   * through it per number of x.
   */
  public static Var hessian(UnaryOperator<Var> f, Var x) {
    return jacobian(at -> jacobian(f, at), x, Mode.FORWARD);
  }

  /**
   * H v without H, forward over reverse: the derivative of the gradient along v.
   *
   * @param v of x's shape
   * @return of x's shape
   */
  public static Var hvp(UnaryOperator<Var> f, Var x, Var v) {
    Shapes.equal("hvp: v and x", v.shape(), x.shape());
    return jvp(grad(f), x, v);
  }

  /**
   * The function f⁽ⁿ⁾ of one number, to be evaluated, composed and differentiated like any other:
   * forward mode n times over. The graph grows like 2ⁿ; for numbers of high order, {@link
   * #derivative(UnaryOperator, Var, int)} is the faster.
   *
   * <pre>{@code
   * UnaryOperator<Var> second = Derivatives.derivative(Var::sin, 2);   // −sin
   * Var third = Derivatives.grad(second, Var.scalar(1));               // −cos 1
   * }</pre>
   *
   * @param n 0 for f itself
   */
  public static UnaryOperator<Var> derivative(UnaryOperator<Var> f, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("a derivative has an order of 0 or more, got " + n);
    }
    UnaryOperator<Var> result = f;
    for (int k = 0; k < n; k++) {
      UnaryOperator<Var> last = result;
      result =
          x -> {
            checkOneNumber(x);
            return jvp(last, x, x.one());
          };
    }
    return result;
  }

  private static void checkOneNumber(Var x) {
    if (x.shape().rank() != 0) {
      throw new ShapeException(
          "f⁽ⁿ⁾ is for functions of one number, and x has shape "
              + x.shape()
              + ". taylor(f, x, n).term(n, v) is the n-th derivative along v.");
    }
  }

  /**
   * f⁽ⁿ⁾(x) for a function of one number, in Taylor mode: of order n² operations, where nesting
   * would take of order 2ⁿ. To be differentiated again with respect to x; what f closes over counts
   * as constant, other than in {@link #derivative(UnaryOperator, int)}.
   *
   * @return of the shape of f(x)
   */
  public static Var derivative(UnaryOperator<Var> f, Var x, int n) {
    checkOneNumber(x);
    return new Op("derivative") {
      @Override
      Tensor value(Tensor[] at) {
        return new TaylorPolynomial(f, Var.leaf(at[0]), n).term(n, Var.scalar(1)).tensor();
      }

      @Override
      Var pullback(int i, Var dy, Var y, Var[] at) {
        return derivative(f, at[0], n + 1).dot(dy);
      }

      @Override
      @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] at) {
        return dx[0] == null ? null : derivative(f, at[0], n + 1).mul(dx[0]);
      }
    }.apply(x);
  }

  /**
   * The Taylor polynomial of f at x0, of any number of variables.
   *
   * @param order n, the highest power
   */
  public static TaylorPolynomial taylor(UnaryOperator<Var> f, Var x0, int order) {
    return new TaylorPolynomial(f, x0, order);
  }

  // ---- by the definition

  /**
   * What {@link #jvp jvp(f, x, v)} is the limit of: the central difference of t ↦ f(x + t v) at 0,
   * wrong by h²/6 of its third derivative, and by rounding.
   *
   * @param v of x's shape
   * @param h not 0; near 6·10⁻⁶ both errors are about equal where f and v are of size 1
   * @return of the shape of f(x)
   */
  public static Var differenceQuotient(UnaryOperator<Var> f, Var x, Var v, double h) {
    return differenceQuotient(f, x, v, h, DifferenceQuotient.CENTRAL);
  }

  /** The same by the quotient of your choice. */
  public static Var differenceQuotient(
      UnaryOperator<Var> f, Var x, Var v, double h, DifferenceQuotient quotient) {
    return quotient.of(f, x, v, h);
  }

  /** f evaluated at x, x being a Var of its own: derivatives are with respect to this use of it. */
  private static final class Point {
    private final Var x;
    private final Var y;
    private final Graph graph;

    Point(UnaryOperator<Var> f, Var point) {
      x = Maps.IDENTITY.apply(point);
      y = f.apply(x);
      graph = Graph.between(List.of(x), y);
    }

    Var pullback(Var dy) {
      int at = graph.placeOf(x);
      Var dx = at < 0 ? null : graph.reverse(dy)[at];
      return Limits.ofPullback(y, dy, x, graph, dx == null ? Var.leaf(x.tensor().zeros()) : dx);
    }

    Var pushforward(Var dx) {
      Var dy = graph.forward(Map.of(x, dx));
      Var found = dy == null ? Var.leaf(y.tensor().zeros()) : dy;
      return Limits.ofPushforward(y, Map.of(x, dx), graph, found);
    }

    Var jacobian(Mode mode) {
      boolean reverse = mode == Mode.REVERSE;
      Tensor seeds = (reverse ? y : x).tensor();
      List<Var> lines = new ArrayList<>();
      for (int i = 0; i < seeds.size(); i++) {
        double[] unit = new double[seeds.size()];
        unit[i] = 1;
        Var seed = Var.leaf(Tensor.of(seeds.shape(), seeds.isFloat(), unit));
        Var line = reverse ? pullback(seed) : pushforward(seed);
        lines.add(line.reshape(line.shape().size()));
      }
      Var rows = Var.stack(lines);
      return (reverse ? rows : rows.transpose()).reshape(y.shape().then(x.shape()));
    }
  }
}
