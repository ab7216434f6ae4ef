package dev.chainrule.ex11;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.TaylorPolynomial;
import dev.chainrule.autodiff.Var;
import dev.chainrule.example.Board;
import dev.chainrule.example.Example;
import dev.chainrule.example.MatrixEquation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tensors of second and third derivatives, and the Taylor series that they make. */
public final class HigherDerivatives implements Example {
  /** Where the field and the polynomial are looked at. */
  public static final Var X0 = Var.vector(1, 2);

  /** δ, the way from there. */
  public static final Var DELTA = Var.vector(0.1, -0.2);

  /**
   * A term of the Taylor series.
   *
   * @param k its order
   * @param sum Σ Dᵏf(x₀)[i, j, …] δ_i δ_j …, number by number
   * @param sweep the same from Taylor mode, which never makes the tensor
   */
  public record Term(int k, double sum, double sweep) {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new HigherDerivatives(), arguments);
  }

  /** (x₁²x₂, x₁x₂³, x₁ exp x₂): R² → R³. */
  public static Var field(Var x) {
    Var a = x.get(0);
    Var b = x.get(1);
    return Var.stack(List.of(a.square().mul(b), a.mul(b.pow(3)), a.mul(b.exp())));
  }

  /** x² + 2xy + y³. */
  public static Var polynomial(Var v) {
    Var x = v.get(0);
    Var y = v.get(1);
    return x.square().add(x.mul(y).mul(2)).add(y.pow(3));
  }

  /** eˣ sin y. */
  public static Var wave(Var v) {
    return v.get(0).exp().mul(v.get(1).sin());
  }

  /** Dᵏf(x): f, ∇f, H, then {@code [n, n, n]}. */
  public static Var tensor(UnaryOperator<Var> f, Var x, int k) {
    return k == 0 ? f.apply(x) : Derivatives.jacobian(at -> tensor(f, at, k - 1), x);
  }

  /** Σ T[i, j, …] δ_i δ_j …, over all places. */
  public static double contract(Var tensor, double[] delta) {
    double[] t = tensor.toArray();
    double sum = 0;
    for (int place = 0; place < t.length; place++) {
      double product = t[place];
      int rest = place;
      for (int axis = 0; axis < tensor.shape().rank(); axis++) {
        product *= delta[rest % delta.length]; // the last index first
        rest /= delta.length;
      }
      sum += product;
    }
    return sum;
  }

  /** The terms k = 0 … 3 of f at x₀ along δ. */
  public static List<Term> terms(UnaryOperator<Var> f) {
    TaylorPolynomial taylor = Derivatives.taylor(f, X0, 3);
    List<Term> terms = new ArrayList<>();
    for (int k = 0; k <= 3; k++) {
      terms.add(
          new Term(
              k, contract(tensor(f, X0, k), DELTA.toArray()), taylor.term(k, DELTA).toDouble()));
    }
    return terms;
  }

  /** |f(x₀ + tδ) − T_n(x₀ + tδ)|. */
  public static double error(UnaryOperator<Var> f, int order, double t) {
    return Math.abs(Derivatives.taylor(f, X0, order).remainder(DELTA.mul(t)).toDouble());
  }

  private static Var slice(Var tensor, int i) {
    return tensor.slice(0, i, i + 1).reshape(tensor.shape().row());
  }

  @Override
  public String title() {
    return "Hessians of vector fields and Taylor's terms";
  }

  @Override
  public List<String> entries() {
    return List.of("E2", "E4");
  }

  @Override
  public void show(Board board) {
    board.section("The Hessian of a field f: Rⁿ → Rᵐ is m×n×n: a matrix for each f_i");
    board.formula("f(x) = (x₁²x₂, x₁x₂³, x₁ exp x₂) at (1, 2)");
    Var hessian = Derivatives.hessian(HigherDerivatives::field, X0);
    board.formula("shape " + hessian.shape());
    board.show(
        MatrixEquation.of("H(f₁) =")
            .and(slice(hessian, 0))
            .and("  H(f₂) =")
            .and(slice(hessian, 1))
            .and("  H(f₃) =")
            .and(slice(hessian, 2)));
    board.notice("Each slice is symmetric: H[i, j, k] = ∂²f_i/∂x_j∂x_k.");

    showTerms(board);

    board.section("A function that does not end: f(x, y) = eˣ sin y at (1, 2)");
    List<List<String>> rows = new ArrayList<>();
    for (double t : new double[] {1, 0.1, 0.01}) {
      List<String> row = new ArrayList<>(List.of(Board.number(t)));
      for (int n = 0; n <= 3; n++) {
        row.add(Board.error(error(HigherDerivatives::wave, n, t)));
      }
      rows.add(row);
    }
    board.formula("|f(x₀ + tδ) − Tₙ(x₀ + tδ)|");
    board.table(List.of("t", "T₀", "T₁", "T₂", "T₃"), rows);
    board.notice(
        "A tenth of the way: a 10th, 100th, 1000th, 10000th of the error. T₁ is the\n"
            + "linearisation, T₂ is what Newton's method minimises.");
  }

  private static void showTerms(Board board) {
    UnaryOperator<Var> f = HigherDerivatives::polynomial;
    board.section("Taylor's series: Tₙ(x₀ + δ) = Σ Dᵏf(x₀) δᵏ / k!,  δᵏ = δ ⊗ … ⊗ δ");
    board.formula("f(x, y) = x² + 2xy + y³ at x₀ = (1, 2), δ = (0.1, −0.2)");
    board.show(
        MatrixEquation.of("D¹f = ∇f =")
            .row(tensor(f, X0, 1))
            .and("  D²f = H =")
            .and(tensor(f, X0, 2))
            .and("  δ² = δ δᵀ =")
            .and(DELTA.outer(DELTA)));
    Var third = tensor(f, X0, 3);
    board.show(
        MatrixEquation.of("D³f[1] =")
            .and(slice(third, 0))
            .and("  D³f[2] =")
            .and(slice(third, 1))
            .and("  only ∂³f/∂y³ is not 0"));
    String[] formulas = {
      "f(x₀)", "Σ ∂f/∂x_i δ_i = ∇f δ", "Σ H_ij δ_i δ_j = δᵀHδ", "Σ D³f_ijl δ_i δ_j δ_l"
    };
    List<List<String>> rows = new ArrayList<>();
    double sum = 0;
    double factorial = 1;
    for (Term term : terms(f)) {
      factorial *= Math.max(1, term.k());
      sum += term.sum() / factorial;
      rows.add(
          List.of(
              "" + term.k(),
              formulas[term.k()],
              Board.fixed(term.sum(), 6),
              Board.fixed(term.sweep(), 6),
              Board.fixed(term.sum() / factorial, 6),
              Board.fixed(sum, 6)));
    }
    board.table(List.of("k", "Dᵏf δᵏ", "as a sum", "Taylor mode", "over k!", "Tₖ"), rows);
    board.gap();
    board.formula("f(x₀ + δ) = " + Board.fixed(f.apply(X0.add(DELTA)).toDouble(), 6));
    board.notice(
        "A polynomial of degree 3 is its T₃, exactly. Taylor mode finds all terms in one sweep\n"
            + "along δ and never makes the tensors, which have nᵏ numbers.");
  }
}
