package dev.chainrule.curvature;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Newton's method: go to where the second-order Taylor polynomial is smallest, x ← x − H⁻¹ ∇f, and
 * again from there. Near a minimum with a regular Hessian the error is squared by every step.
 *
 * <p>{@link #pure} takes that step as it is: from a bad start it may diverge, or find a saddle or a
 * maximum. {@link #damped} always goes down: the Hessian is shifted by τI until it is positive
 * definite, so that the step points downhill, and the step is halved until f falls enough.
 *
 * <pre>{@code
 * Newton.Run run = Newton.damped().minimise(f, Var.vector(-1.2, 1));
 * run.x();           // where f is smallest
 * run.iterates();    // how it came there
 * }</pre>
 *
 * <p>For few numbers: every step makes the n×n Hessian, by n forward sweeps through the gradient,
 * and solves with it.
 *
 * <p>Source: Nocedal &amp; Wright, <i>Numerical Optimization</i>, 2nd ed.: (2.15) the step,
 * Algorithm 3.1 the line search (ρ = ½, c = 10⁻⁴), Algorithm 3.3 the shift (β = 10⁻³), (11.6) and
 * (11.35) the same for roots.
 *
 * @param downhill whether steps are shifted and shortened so that they go down
 * @param tolerance stops where ‖∇f‖ (or ‖F‖, for roots) is at most this
 * @param maxSteps stops after so many steps
 */
public record Newton(boolean downhill, double tolerance, int maxSteps) {
  /** Of ‖∇f‖: what double precision allows for values near 1, with a margin. */
  public static final double DEFAULT_TOLERANCE = 1e-10;

  /** Damped Newton needs 22 on Rosenbrock's function; a pure one that converges, fewer. */
  public static final int DEFAULT_MAX_STEPS = 100;

  private static final double SUFFICIENT_DECREASE = 1e-4; // c of Algorithm 3.1
  private static final int MAX_HALVINGS = 60; // 2⁻⁶⁰ moves no double
  private static final double SINGULAR = 1e14; // of ‖H‖ ‖p‖ / ‖g‖ ≤ cond H: nothing of p is certain

  /** Checks the constants. */
  public Newton {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance must not be negative, got " + tolerance);
    }
    if (maxSteps < 0) {
      throw new IllegalArgumentException("maxSteps must not be negative, got " + maxSteps);
    }
  }

  /** The method of the textbook, every step in full. */
  public static Newton pure() {
    return new Newton(false, DEFAULT_TOLERANCE, DEFAULT_MAX_STEPS);
  }

  /** Shifted and with a line search, for starts from afar. */
  public static Newton damped() {
    return new Newton(true, DEFAULT_TOLERANCE, DEFAULT_MAX_STEPS);
  }

  /** The same with another bound of ‖∇f‖. */
  public Newton withTolerance(double value) {
    return new Newton(downhill, value, maxSteps);
  }

  /** The same with another number of steps. */
  public Newton withMaxSteps(int value) {
    return new Newton(downhill, tolerance, value);
  }

  /** Why it stopped. */
  public enum Outcome {
    /** ‖∇f‖ (or ‖F‖) is within the tolerance. */
    CONVERGED,
    /** All steps were taken. */
    OUT_OF_STEPS,
    /** No step along the direction, however short, makes f smaller: rounding has the last word. */
    STALLED
  }

  /**
   * A point on the way.
   *
   * @param x where
   * @param value f(x), or ½‖F(x)‖² for roots
   * @param norm ‖∇f(x)‖, or ‖F(x)‖ for roots
   * @param shift τ, what was added to the Hessian's diagonal to come here; 0 for a pure step
   * @param length t of x ← x + t p; 1 for a full step, 0 at the start
   */
  public record Iterate(Var x, double value, double norm, double shift, double length) {}

  /**
   * All of the way.
   *
   * @param iterates the start first; one more than there were steps
   * @param outcome why it stopped
   */
  public record Run(List<Iterate> iterates, Outcome outcome) {
    /** Keeps a copy. */
    public Run {
      iterates = List.copyOf(iterates);
    }

    /** The last point. */
    public Var x() {
      return last().x;
    }

    /** The last iterate. */
    public Iterate last() {
      return iterates.get(iterates.size() - 1);
    }

    /** How many steps were taken. */
    public int steps() {
      return iterates.size() - 1;
    }
  }

  /**
   * A point where ∇f is 0: the smallest f nearby if damped.
   *
   * @param f from x's shape to one number, twice differentiable
   * @param x0 where to begin, of any shape; not modified
   * @throws ArithmeticException if pure and a Hessian is singular, or if f is not finite at x0
   */
  public Run minimise(UnaryOperator<Var> f, Var x0) {
    return run(new Minimum(f), x0);
  }

  /**
   * A point where F(x) = 0, by x ← x − J⁻¹ F(x); damped by a line search on ½‖F‖².
   *
   * @param f from x's shape to as many numbers
   * @param x0 where to begin, of any shape; not modified
   * @throws ArithmeticException if a Jacobian is singular, or if F is not finite at x0
   */
  public Run root(UnaryOperator<Var> f, Var x0) {
    return run(new Root(f), x0);
  }

  private Run run(Problem problem, Var x0) {
    List<Iterate> iterates = new ArrayList<>();
    Local here = problem.at(x0.detach());
    iterates.add(new Iterate(here.x(), here.value(), here.norm(), 0, 0));
    while (true) {
      if (here.norm() <= tolerance) {
        return new Run(iterates, Outcome.CONVERGED);
      }
      if (iterates.size() > maxSteps) {
        return new Run(iterates, Outcome.OUT_OF_STEPS);
      }
      if (!Double.isFinite(here.value()) || !Double.isFinite(here.norm())) {
        throw new ArithmeticException(
            "Newton's method at step " + steps(iterates, here) + ": f or ∇f is not finite there");
      }
      checkDerivatives(here, iterates);
      double shift = downhill && problem.wantsDescent() ? Cholesky.shift(here.matrix()) : 0;
      Var p = direction(here, shift, iterates);
      double length = downhill ? search(problem, here, p) : 1;
      if (length == 0) {
        return new Run(iterates, Outcome.STALLED);
      }
      here = problem.at(here.x().add(p.mul(length)).detach());
      iterates.add(new Iterate(here.x(), here.value(), here.norm(), shift, length));
    }
  }

  private static void checkDerivatives(Local here, List<Iterate> iterates) {
    for (double v : here.matrix().toArray()) {
      if (Double.isNaN(v)) {
        throw new ArithmeticException(
            "Newton's method at step "
                + steps(iterates, here)
                + ": not all derivatives exist there, as at a kink of a norm, |x| or a maximum."
                + " Another start may avoid it.");
      }
    }
  }

  /** p of (H + τI) p = −g. */
  private static Var direction(Local here, double shift, List<Iterate> iterates) {
    int n = (int) here.g().shape().size();
    Var matrix = shift == 0 ? here.matrix() : here.matrix().add(Var.identity(n).mul(shift));
    try {
      Var p = matrix.solve(here.g().neg());
      double ratio = matrix.norm().toDouble() * p.norm().toDouble() / here.norm();
      if (ratio <= SINGULAR) {
        return p.reshape(here.x().shape());
      }
    } catch (ArithmeticException e) {
      // the sentence below says more: where
    }
    throw new ArithmeticException(
        "Newton's method at step "
            + steps(iterates, here)
            + ": the "
            + n
            + "×"
            + n
            + " matrix of derivatives is singular, there is no step. Newton.damped().minimise shifts"
            + " it; another start may avoid it.");
  }

  private static String steps(List<Iterate> iterates, Local here) {
    String x = here.x().toString();
    return String.format(Locale.ROOT, "%d, x = %s", iterates.size() - 1, x);
  }

  /** Backtracking: the first t of 1, ½, ¼ … with f(x + tp) ≤ f(x) + c t ⟨∇f, p⟩; 0 if none. */
  private static double search(Problem problem, Local here, Var p) {
    double slope = here.slope(p);
    double t = 1;
    for (int i = 0; i < MAX_HALVINGS; i++, t /= 2) {
      double ahead = problem.value(here.x().add(p.mul(t)).detach());
      if (ahead <= here.value() + SUFFICIENT_DECREASE * t * slope) {
        return t;
      }
    }
    return 0;
  }

  /** What is known at x: the value to be made small, g to be made 0, and g's derivative. */
  private record Local(Var x, double value, Var g, Var matrix, Var gradient) {
    double norm() {
      return g.norm().toDouble();
    }

    double slope(Var p) {
      return gradient.dot(p.reshape(p.shape().size())).toDouble();
    }
  }

  private interface Problem {
    Local at(Var x);

    double value(Var x);

    /** Whether the matrix must be positive definite for the step to go down. */
    boolean wantsDescent();
  }

  private record Minimum(UnaryOperator<Var> f) implements Problem {
    @Override
    public Local at(Var x) {
      long n = x.shape().size();
      Derivatives.ValueAndGradient at = Derivatives.valueAndGrad(f, x);
      Var g = at.gradient().reshape(n).detach();
      Var hessian = Derivatives.hessian(f, x).reshape(n, n).detach();
      return new Local(x, at.value().toDouble(), g, hessian, g);
    }

    @Override
    public double value(Var x) {
      return f.apply(x).toDouble();
    }

    @Override
    public boolean wantsDescent() {
      return true;
    }
  }

  private record Root(UnaryOperator<Var> f) implements Problem {
    @Override
    public Local at(Var x) {
      long n = x.shape().size();
      Var y = f.apply(x).detach();
      Shapes.equal("root: F(x) and x", y.shape(), x.shape());
      Var g = y.reshape(n);
      Var jacobian = Derivatives.jacobian(f, x).reshape(n, n).detach();
      return new Local(x, half(g), g, jacobian, g.matmul(jacobian)); // ∇ ½‖F‖² = Jᵀ F
    }

    @Override
    public double value(Var x) {
      return half(f.apply(x));
    }

    @Override
    public boolean wantsDescent() {
      return false;
    }

    private static double half(Var y) {
      return y.square().sum().toDouble() / 2;
    }
  }
}
