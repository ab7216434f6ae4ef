package dev.chainrule.ex06;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Gradients;
import dev.chainrule.autodiff.Var;
import dev.chainrule.example.Board;
import dev.chainrule.example.Example;
import dev.chainrule.example.MatrixEquation;
import java.io.IOException;
import java.util.List;

/** The chain rule: a product of Jacobians, which adds up what comes along several paths. */
public final class ChainRule implements Example {
  /** Where all of it is looked at: (s, t). */
  public static final Var ST = Var.vector(0.5, 1.2);

  /**
   * What z gets from x along two paths.
   *
   * @param viaU ∂z/∂u ∂u/∂x
   * @param viaV ∂z/∂v ∂v/∂x
   * @param whole ∂z/∂x by one reverse sweep
   */
  public record Paths(double viaU, double viaV, double whole) {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new ChainRule(), arguments);
  }

  /** g(x) = (x₁x₂, x₁ + x₂, sin x₁): R² → R³. */
  public static Var g(Var x) {
    Var a = x.get(0);
    Var b = x.get(1);
    return Var.stack(List.of(a.mul(b), a.add(b), a.sin()));
  }

  /** f(u) = (u₁u₂, u₂ exp u₃): R³ → R². */
  public static Var f(Var u) {
    return Var.stack(List.of(u.get(0).mul(u.get(1)), u.get(1).mul(u.get(2).exp())));
  }

  /** ∂f/∂g · ∂g/∂x, the product of the two Jacobians. */
  public static Var product(Var x) {
    return Derivatives.jacobian(ChainRule::f, g(x).detach())
        .matmul(Derivatives.jacobian(ChainRule::g, x));
  }

  /** z = u v with u = x² and v = sin x. */
  public static Paths paths(double at) {
    Var x = Var.scalar(at);
    Var u = x.square();
    Var v = x.sin();
    Gradients dz = u.mul(v).backward();
    double du = u.backward().of(x).toDouble();
    double dv = v.backward().of(x).toDouble();
    return new Paths(dz.of(u).toDouble() * du, dz.of(v).toDouble() * dv, dz.of(x).toDouble());
  }

  /** x₁ = s cos t, x₂ = s sin t. */
  public static Var inner(Var st) {
    Var s = st.get(0);
    Var t = st.get(1);
    return Var.stack(List.of(s.mul(t.cos()), s.mul(t.sin())));
  }

  /** f(x₁, x₂) = x₁² + 2x₂. */
  public static Var outer(Var x) {
    return x.get(0).square().add(x.get(1).mul(2));
  }

  /** (∂f/∂s, ∂f/∂t) by hand: 2s cos²t + 2 sin t, and −2s² cos t sin t + 2s cos t. */
  public static double[] byHand(double s, double t) {
    double c = Math.cos(t);
    double d = Math.sin(t);
    return new double[] {2 * s * c * c + 2 * d, -2 * s * s * c * d + 2 * s * c};
  }

  @Override
  public String title() {
    return "The chain rule as a product of matrices";
  }

  @Override
  public List<String> entries() {
    return List.of("C4");
  }

  @Override
  public void show(Board board) {
    Var x = Var.vector(1, 2);
    Var u = g(x).detach();
    board.formula("y = f(g(x)):   ∂y/∂x = ∂f/∂g · ∂g/∂x        p×n = p×m · m×n");

    board.section("g(x) = (x₁x₂, x₁+x₂, sin x₁),  f(u) = (u₁u₂, u₂ exp u₃),  x = (1, 2)");
    board.show(
        MatrixEquation.of("∂f/∂g · ∂g/∂x =")
            .and(Derivatives.jacobian(ChainRule::f, u))
            .and("·")
            .and(Derivatives.jacobian(ChainRule::g, x))
            .and("=")
            .and(product(x)));
    board.gap();
    board.show(MatrixEquation.of("of f ∘ g at once:").and(Derivatives.jacobian(v -> f(g(v)), x)));
    board.gap();
    board.show(MatrixEquation.of("where ∂f/∂g is taken at g(x), not at x:  g(x)ᵀ =").row(u));

    board.section("Transposed, for gradients: h(x) = f₁(g(x)),  ∇h = (∂g/∂x)ᵀ ∇f₁");
    board.show(
        MatrixEquation.of("∇h =")
            .and(Derivatives.jacobian(ChainRule::g, x).transpose())
            .and("·")
            .and(Derivatives.grad(v -> f(v).get(0), u))
            .and("=")
            .and(Derivatives.vjp(ChainRule::g, x, Derivatives.grad(v -> f(v).get(0), u))));
    board.notice(
        "This product is all that backpropagation does: it takes the gradient at the output of g\n"
            + "and returns the one at its input. (A vector-Jacobian product: no matrix is made.)");

    board.section("Several paths add up: z = u v,  u = x²,  v = sin x,  x = 1.5");
    Paths paths = paths(1.5);
    board.formula("∂z/∂x = ∂z/∂u · ∂u/∂x + ∂z/∂v · ∂v/∂x = v · 2x + u · cos x");
    board.formula(
        "      = "
            + Board.fixed(paths.viaU(), 8)
            + " + "
            + Board.fixed(paths.viaV(), 8)
            + " = "
            + Board.fixed(paths.viaU() + paths.viaV(), 8));
    board.formula("one reverse sweep:        " + Board.fixed(paths.whole(), 8));
    board.notice("x is used twice, so its gradient is a sum of two. (The product rule, again.)");

    board.section("f(x₁(s,t), x₂(s,t)),  f = x₁² + 2x₂,  x₁ = s cos t,  x₂ = s sin t");
    board.formula("∂f/∂s = ∂f/∂x₁ ∂x₁/∂s + ∂f/∂x₂ ∂x₂/∂s = 2x₁ cos t + 2 sin t");
    board.formula("∂f/∂t = ∂f/∂x₁ ∂x₁/∂t + ∂f/∂x₂ ∂x₂/∂t = −2x₁ s sin t + 2 s cos t");
    board.formula("at (s, t) = (" + ST.get(0).toDouble() + ", " + ST.get(1).toDouble() + "):");
    Var point = inner(ST).detach();
    board.show(
        MatrixEquation.of("∂f/∂x · ∂x/∂(s,t) =")
            .row(Derivatives.grad(ChainRule::outer, point))
            .and("·")
            .and(Derivatives.jacobian(ChainRule::inner, ST))
            .and("=")
            .row(Derivatives.grad(v -> outer(inner(v)), ST)));
    board.gap();
    board.show(MatrixEquation.of("by hand:").row(Var.vector(byHand(0.5, 1.2))));
    board.notice("A matrix product is exactly this: each entry sums over all paths in between.");
  }
}
