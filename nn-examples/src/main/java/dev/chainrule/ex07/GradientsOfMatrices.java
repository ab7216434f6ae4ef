package dev.chainrule.ex07;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.Var;
import dev.chainrule.ex07.Identities.Identity;
import dev.chainrule.example.Board;
import dev.chainrule.example.Example;
import dev.chainrule.example.MatrixEquation;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Identities, least squares, and derivatives that are tensors of order 3 and 4. */
public final class GradientsOfMatrices implements Example {
  private static final double SMALL = 1e-4;

  /**
   * An identity put to the test, the largest differences of all numbers.
   *
   * @param f what was differentiated
   * @param closed its derivative as it is written
   * @param forward autodiff, forward, against the closed form
   * @param reverse autodiff, reverse, against the closed form
   * @param quotient a central difference quotient against the closed form
   */
  public record Row(String f, String closed, double forward, double reverse, double quotient) {}

  /**
   * Least squares.
   *
   * @param gradient ∇‖Xw − y‖² at w by autodiff
   * @param formula 2Xᵀ(Xw − y)
   * @param solution w of XᵀX w = Xᵀy, where the gradient is 0
   * @param there ∇‖Xw − y‖² at the solution
   */
  public record LeastSquares(Var gradient, Var formula, Var solution, Var there) {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new GradientsOfMatrices(), arguments);
  }

  /** All identities. */
  public static List<Row> identities() {
    List<Row> rows = new ArrayList<>(check(Identities.OF_VECTORS));
    rows.addAll(check(Identities.JACOBIANS));
    rows.addAll(check(Identities.OF_MATRICES));
    return rows;
  }

  private static List<Row> check(List<Identity> identities) {
    List<Row> rows = new ArrayList<>();
    for (Identity at : identities) {
      Var closed = at.derivative().apply(at.at());
      Var forward = Derivatives.jacobian(at.function(), at.at(), Derivatives.Mode.FORWARD);
      Var reverse = Derivatives.jacobian(at.function(), at.at(), Derivatives.Mode.REVERSE);
      rows.add(
          new Row(
              at.f(),
              at.closed(),
              largest(forward, closed),
              largest(reverse, closed),
              largest(quotients(at), closed)));
    }
    return rows;
  }

  /** The Jacobian by central difference quotients. */
  private static Var quotients(Identity identity) {
    Shape in = identity.at().shape();
    Shape out = identity.function().apply(identity.at()).shape();
    double[] j = new double[(int) (out.size() * in.size())];
    for (int row = 0; row < out.size(); row++) {
      for (int column = 0; column < in.size(); column++) {
        j[row * (int) in.size() + column] =
            DifferenceQuotient.CENTRAL.of(
                identity.function(), identity.at(), unit(in, column), unit(out, row), SMALL);
      }
    }
    return Var.of(out.then(in), j);
  }

  private static Var unit(Shape shape, int i) {
    double[] unit = new double[(int) shape.size()];
    unit[i] = 1;
    return Var.of(shape, unit);
  }

  private static double largest(Var a, Var b) {
    return a.sub(b).abs().max().toDouble();
  }

  /** A line through four points. */
  public static LeastSquares leastSquares() {
    Var x =
        Var.matrix(
            new double[] {1, 0}, new double[] {1, 1}, new double[] {1, 2}, new double[] {1, 3});
    Var y = Var.vector(1, 3, 4, 8);
    Var w = Var.vector(0, 1);
    Var gradient = Derivatives.grad(v -> x.matmul(v).sub(y).square().sum(), w);
    Var formula = x.transpose().matmul(x.matmul(w).sub(y)).mul(2);
    Var solution = x.transpose().matmul(x).solve(x.transpose().matmul(y));
    Var there = Derivatives.grad(v -> x.matmul(v).sub(y).square().sum(), solution);
    return new LeastSquares(gradient, formula, solution, there);
  }

  /** ∂(Ax)/∂A for A 2×3: [2, 2, 3], order 3. */
  public static Var ofProduct(Var x) {
    Var a = Var.matrix(new double[] {1, 2, 3}, new double[] {4, 5, 6});
    return Derivatives.jacobian(m -> m.matmul(x), a);
  }

  /** R of the tensor of order 4. */
  public static final Var R =
      Var.matrix(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});

  /** ∂(RᵀR)/∂R: [2, 2, 3, 2], order 4. */
  public static Var ofGram() {
    return Derivatives.jacobian(m -> m.transpose().matmul(m), R);
  }

  /** A slice of order 2 of a tensor of order 3 or 4, at its first places. */
  private static Var slice(Var tensor, int... first) {
    Var at = tensor;
    for (int i : first) {
      at = at.slice(0, i, i + 1).reshape(at.shape().row());
    }
    return at;
  }

  @Override
  public String title() {
    return "Identities, and gradients of matrices";
  }

  @Override
  public List<String> entries() {
    return List.of("C6", "C7");
  }

  @Override
  public void show(Board board) {
    board.section("Gradients of numbers with respect to a vector x");
    table(board, check(Identities.OF_VECTORS));
    board.section("Jacobians of vectors with respect to a vector x");
    table(board, check(Identities.JACOBIANS));
    board.section("Gradients of numbers with respect to a matrix X");
    table(board, check(Identities.OF_MATRICES));
    board.notice(
        "Columns: the largest difference to the closed form. Autodiff is exact to rounding, the\n"
            + "difference quotient (h = 10⁻⁴) is not. Gradients have the shape of x, or X.");

    board.section("Least squares: ‖Xw − y‖², a line through (0,1), (1,3), (2,4), (3,8)");
    LeastSquares squares = leastSquares();
    board.show(
        MatrixEquation.of("at w = (0, 1):  ∇ =")
            .and(squares.gradient())
            .and("= 2Xᵀ(Xw − y) =")
            .and(squares.formula()));
    board.gap();
    board.show(MatrixEquation.of("∇ = 0 where XᵀX w = Xᵀy:  w =").and(squares.solution()));
    board.formula("there, ‖∇‖ = " + Board.error(squares.there().norm().toDouble()) + ": rounding");

    board.section("A vector by a matrix, order 3: y = A x, A 2×3, x = (7, 8, 9)");
    Var tensor = ofProduct(Var.vector(7, 8, 9));
    board.formula("∂y/∂A has shape " + tensor.shape() + ": a matrix for each y_i");
    board.show(
        MatrixEquation.of("∂y₁/∂A =")
            .and(slice(tensor, 0))
            .and("  ∂y₂/∂A =")
            .and(slice(tensor, 1)));
    board.notice("y_i = Σ A_ij x_j reads row i of A only: ∂y_i/∂A has xᵀ there and 0 elsewhere.");

    board.section("A matrix by a matrix, order 4: K = RᵀR, R 3×2");
    Var gram = ofGram();
    board.show(MatrixEquation.of("R =").and(R).and("  K =").and(R.transpose().matmul(R)));
    board.gap();
    board.formula("∂K/∂R has shape " + gram.shape() + ": a 3×2 matrix for each K_pq");
    board.show(
        MatrixEquation.of("∂K₁₁/∂R =")
            .and(slice(gram, 0, 0))
            .and("  ∂K₁₂/∂R =")
            .and(slice(gram, 0, 1))
            .and("  ∂K₂₂/∂R =")
            .and(slice(gram, 1, 1)));
    board.gap();
    board.formula(
        "The same flattened, K and R as vectors of 4 and 6 numbers: an ordinary Jacobian");
    board.show(MatrixEquation.of("∂vec K/∂vec R =").and(gram.reshape(4, 6)));
    board.notice("K₁₂ = r₁ᵀr₂ for the columns of R: its derivative has r₂ in column 1, r₁ in 2.");
  }

  private static void table(Board board, List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(
          List.of(
              row.f(),
              row.closed(),
              Board.error(row.forward()),
              Board.error(row.reverse()),
              Board.error(row.quotient())));
    }
    board.table(List.of("f", "derivative", "forward", "reverse", "quotient"), cells);
  }
}
