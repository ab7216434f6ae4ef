package dev.chainrule.ex05;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.example.Board;
import dev.chainrule.example.Example;
import dev.chainrule.example.MatrixEquation;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The Jacobian by columns and by rows, and the linear approximation that it gives. */
public final class Jacobians implements Example {
  /** Where all of it is looked at. */
  public static final Var X0 = Var.vector(1, 0.5);

  /** The matrix of A x + b. */
  public static final Var A =
      Var.matrix(new double[] {1, 2}, new double[] {3, -4}, new double[] {0, 5});

  private static final Var B = Var.vector(1, 0, -1);
  private static final Var DELTA = Var.vector(0.3, -0.2);

  /**
   * f(x₀ + tΔx) and its linear approximation.
   *
   * @param t how far
   * @param value f(x₀ + tΔx)
   * @param approximation f(x₀) + J(x₀) tΔx
   */
  public record Approximation(double t, Var value, Var approximation) {
    /** The length of the difference. */
    public double error() {
      return value.sub(approximation).norm().toDouble();
    }
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new Jacobians(), arguments);
  }

  /** (x₁ x₂², sin x₁ + x₂, exp(x₁x₂)): R² → R³. */
  public static Var f(Var x) {
    Var a = x.get(0);
    Var b = x.get(1);
    return Var.stack(List.of(a.mul(b.square()), a.sin().add(b), a.mul(b).exp()));
  }

  /** Column j: ∂f/∂x_j = J e_j, one forward sweep. */
  public static Var column(int j) {
    return Derivatives.jvp(Jacobians::f, X0, unit(2, j));
  }

  /** Row i: ∇f_i = e_iᵀ J, one reverse sweep. */
  public static Var row(int i) {
    return Derivatives.vjp(Jacobians::f, X0, unit(3, i));
  }

  private static Var unit(int n, int i) {
    double[] unit = new double[n];
    unit[i] = 1;
    return Var.of(Shape.of(n), unit);
  }

  /** The approximation along Δx = (0.3, −0.2), shorter and shorter. */
  public static List<Approximation> approximations() {
    Var jacobian = Derivatives.jacobian(Jacobians::f, X0);
    List<Approximation> all = new ArrayList<>();
    for (double t : new double[] {1, 0.1, 0.01, 0.001}) {
      Var delta = DELTA.mul(t);
      all.add(new Approximation(t, f(X0.add(delta)), f(X0).add(jacobian.matmul(delta))));
    }
    return all;
  }

  /** How much every y_i changes when x_j moves by so much. */
  public static Var change(int j, double by) {
    return f(X0.add(unit(2, j).mul(by))).sub(f(X0));
  }

  /** A x + b. */
  public static Var affine(Var x) {
    return A.matmul(x).add(B);
  }

  @Override
  public String title() {
    return "Jacobians and linear approximation";
  }

  @Override
  public List<String> entries() {
    return List.of("C2", "C3");
  }

  @Override
  public void show(Board board) {
    board.say("f: Rⁿ → Rᵐ has m×n first derivatives, J[i, j] = ∂f_i/∂x_j.");

    board.section("f(x) = (x₁x₂², sin x₁ + x₂, exp(x₁x₂)) at x₀ = (1, ½)");
    board.show(
        MatrixEquation.of("column by column, n forward sweeps:  ∂f/∂x₁ =")
            .and(column(0))
            .and("  ∂f/∂x₂ =")
            .and(column(1)));
    board.gap();
    board.formula("row by row, m reverse sweeps:");
    for (int i = 0; i < 3; i++) {
      board.show(MatrixEquation.of("  ∇f" + "₁₂₃".charAt(i) + "ᵀ =").row(row(i)));
    }
    board.show(MatrixEquation.of("either way:  J =").and(Derivatives.jacobian(Jacobians::f, X0)));
    board.notice("Few inputs: take columns. Few outputs, such as one loss: take rows.");

    board.section("Three Jacobians to know by heart");
    Var x = Var.vector(1, 2, 4);
    board.show(
        MatrixEquation.of("‖x‖² at (1, 2, 4):       J = 2xᵀ =")
            .row(Derivatives.jacobian(v -> v.square().sum(), x)));
    board.show(
        MatrixEquation.of("−log x, element by element:  J = diag(−1/x) =")
            .and(Derivatives.jacobian(v -> v.log().neg(), x)));
    board.show(
        MatrixEquation.of("A x + b at any x:  J = A =")
            .and(Derivatives.jacobian(Jacobians::affine, X0)));

    board.section("Linear approximation: f(x₀+Δx) ≈ f(x₀) + J(x₀) Δx");
    board.show(
        MatrixEquation.of("f(x₀) + J Δx =")
            .and(f(X0))
            .and("+")
            .and(Derivatives.jacobian(Jacobians::f, X0))
            .and("·")
            .and(DELTA)
            .and("=")
            .and(approximations().get(0).approximation()));
    board.gap();
    board.show(
        MatrixEquation.of("and, in truth, f(x₀+Δx)ᵀ =").row(approximations().get(0).value()));
    List<List<String>> rows = new ArrayList<>();
    for (Approximation at : approximations()) {
      rows.add(
          List.of(
              Board.number(at.t()),
              Board.error(at.error()),
              Board.fixed(at.error() / at.t() / at.t(), 4)));
    }
    board.table(List.of("t", "‖f(x₀+tΔx) − f(x₀) − J tΔx‖", "error/t²"), rows);
    board.notice("A tenth of the way, a hundredth of the error: what is left is of second order.");

    board.section("How much does y_i change when x_j moves a bit?");
    double bit = 0.01;
    rows = new ArrayList<>();
    for (int j = 0; j < 2; j++) {
      Var moved = change(j, bit);
      for (int i = 0; i < 3; i++) {
        rows.add(
            List.of(
                "x" + "₁₂".charAt(j) + " by " + bit,
                "y" + "₁₂₃".charAt(i),
                Board.fixed(column(j).get(i).toDouble() * bit, 6),
                Board.fixed(moved.get(i).toDouble(), 6)));
      }
    }
    board.table(List.of("move", "of", "J[i,j] · " + bit, "in truth"), rows);
    board.notice("One entry of J answers one such question; column j, all about x_j.");
  }
}
