package dev.chainrule.autodiff;

import dev.chainrule.random.RandomStream;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An operation with a derivative rule of your own: where the formula that gives the value is not
 * the one to differentiate, because it overflows, iterates, or has a simpler derivative.
 *
 * <pre>{@code
 * CustomOp softplus =
 *     CustomOp.of(
 *         "softplus",
 *         x -> x.max(Var.scalar(0)).add(x.abs().neg().exp().log1p()),
 *         (dy, y, x) -> dy.mul(x.sigmoid()),
 *         Var.vector(-3, 0.5, 2));                  // checked here, when it is defined
 * Var y = softplus.apply(x);
 * }</pre>
 *
 * <p>From the pullback alone follow forward mode (it is the pullback's own transpose), Taylor mode
 * and derivatives of any order: the rule is a formula in Vars and is differentiated as such. What
 * value and rule close over counts as constant.
 */
public final class CustomOp {
  private static final double TOLERANCE = 1e-6; // of central differences, see GradientCheck

  private final Rule rule;

  /** dx = Jᵀ dy. */
  @FunctionalInterface
  public interface Pullback {
    /**
     * The product of ∂L/∂y with the Jacobian.
     *
     * @param dy ∂L/∂y
     * @param y f(x)
     * @param x the argument
     * @return ∂L/∂x, of x's shape, as a formula in the three
     */
    Var of(Var dy, Var y, Var x);
  }

  private CustomOp(Rule rule) {
    this.rule = rule;
  }

  /**
   * Defines an operation and checks its rule.
   *
   * @param value x ↦ f(x); not differentiated
   * @param checkedAt where the rule and its own derivative are compared with central differences;
   *     one point at least
   * @throws IllegalArgumentException if they disagree: with the point and both numbers
   */
  public static CustomOp of(
      String name, UnaryOperator<Var> value, Pullback pullback, Var... checkedAt) {
    if (checkedAt.length == 0) {
      throw new IllegalArgumentException(
          name + ": say where the rule is to be checked, such as Var.vector(-1, 0.5, 2)");
    }
    CustomOp op = new CustomOp(new Rule(name, value, pullback));
    for (Var x : checkedAt) {
      op.check(x.detach());
    }
    return op;
  }

  /** f(x). */
  public Var apply(Var x) {
    return rule.apply(x);
  }

  private void check(Var x) {
    RandomStream random = RandomStream.of(1);
    Var y = apply(x);
    Var v = normal(y, random.split("v"));
    Var w = normal(x, random.split("w"));
    compare("", x, at -> rule.value.apply(at).dot(v), at -> apply(at).dot(v));
    compare(
        "the derivative of ",
        x,
        at -> Derivatives.vjp(this::apply, at, v).detach().dot(w),
        at -> Derivatives.vjp(this::apply, at, v).dot(w));
  }

  /** Compares differences of one function with the gradient of another that should be the same. */
  private void compare(String what, Var x, UnaryOperator<Var> value, UnaryOperator<Var> ruled) {
    Var gradient;
    try {
      gradient = Derivatives.grad(ruled, x);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(rule.name() + ", its rule: " + e.getMessage(), e);
    }
    GradientCheck.Report report =
        GradientCheck.of(
                numbers -> value.apply(Var.of(x.shape(), numbers)).toDouble(),
                x.toArray(),
                gradient.toArray())
            .run();
    if (!(report.error() < TOLERANCE)) {
      throw new IllegalArgumentException(
          rule.name()
              + ": at "
              + x
              + ", "
              + what
              + "its rule is not the derivative of its value: "
              + report);
    }
  }

  private static Var normal(Var like, RandomStream random) {
    double[] values = new double[(int) like.shape().size()];
    java.util.Arrays.setAll(values, i -> random.nextGaussian());
    return Var.of(like.shape(), values);
  }

  private static final class Rule extends Op {
    private final UnaryOperator<Var> value;
    private final Pullback pullback;

    Rule(String name, UnaryOperator<Var> value, Pullback pullback) {
      super(name);
      this.value = value;
      this.pullback = pullback;
    }

    @Override
    Tensor value(Tensor[] x) {
      return Objects.requireNonNull(
              value.apply(Var.leaf(x[0])), () -> name() + ": the value is null in place of a Var")
          .tensor();
    }

    @Override
    Var pullback(int i, Var dy, Var y, Var[] x) {
      Var dx =
          Objects.requireNonNull(
              pullback.of(dy, y, x[0]), () -> name() + ": the rule gave null in place of a Var");
      if (!dx.shape().equals(x[0].shape())) {
        throw new IllegalArgumentException(
            "∂L/∂x must have x's shape " + x[0].shape() + ", got " + dx.shape());
      }
      return dx;
    }

    /** J dx is the gradient of ⟨Jᵀu, dx⟩ in u, whatever u is. */
    @Override
    @Nullable Var pushforward(@Nullable Var[] dx, Var y, Var[] x) {
      Var tangent = dx[0];
      return tangent == null
          ? null
          : Derivatives.grad(u -> pullback(0, u, y, x).dot(tangent), Var.zeros(y.shape()));
    }
  }
}
