package dev.chainrule.ex10;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.curvature.Newton;
import dev.chainrule.example.Board;
import dev.chainrule.example.Charts;
import dev.chainrule.example.Example;
import dev.chainrule.example.MatrixEquation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.knowm.xchart.XYChart;

/** Second derivatives: when they commute, and what Newton's method makes of them. */
public final class NewtonsMethod implements Example {
  /** The traditional start. */
  public static final Var START = Var.vector(-1.2, 1);

  private static final double RATE =
      1e-3; // below 2/1506, where 1506 is H’s largest eigenvalue at the start

  /** Runs it; an argument names a PNG file for the picture. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new NewtonsMethod(), arguments);
  }

  /** x³y + sin(xy). */
  public static Var smooth(Var v) {
    Var x = v.get(0);
    Var y = v.get(1);
    return x.pow(3).mul(y).add(x.mul(y).sin());
  }

  /** x y (x² − y²)/(x² + y²), and 0 at 0: once continuously differentiable, not twice. */
  public static Var peano(Var v) {
    Var x = v.get(0);
    Var y = v.get(1);
    return x.mul(y).mul(x.square().sub(y.square())).div(x.square().add(y.square()));
  }

  /**
   * ∂²f/∂y∂x and ∂²f/∂x∂y of it at 0: quotients of first derivatives, which are 0 at 0 themselves.
   */
  public static double[] peanoMixed(double h) {
    UnaryOperator<Var> f = NewtonsMethod::peano;
    double xThenY = Derivatives.grad(f, Var.vector(0, h)).get(0).toDouble() / h;
    double yThenX = Derivatives.grad(f, Var.vector(h, 0)).get(1).toDouble() / h;
    return new double[] {xThenY, yThenX};
  }

  /** (1 − x)² + 100 (y − x²)². */
  public static Var rosenbrock(Var v) {
    Var x = v.get(0);
    Var y = v.get(1);
    return x.neg().add(1).square().add(y.sub(x.square()).square().mul(100));
  }

  /** θ ← θ − 0.001 ∇f from the traditional start: the values of f. */
  public static double[] descent(int steps) {
    double[] values = new double[steps + 1];
    Var x = START;
    for (int k = 0; k <= steps; k++) {
      values[k] = rosenbrock(x).toDouble();
      x = x.sub(Derivatives.grad(NewtonsMethod::rosenbrock, x).mul(RATE)).detach();
    }
    return values;
  }

  @Override
  public String title() {
    return "The Hessian and Newton's method";
  }

  @Override
  public List<String> entries() {
    return List.of("E1", "E3");
  }

  @Override
  public void show(Board board) {
    board.section("All second derivatives of f = x³y + sin(xy) at (1, 2)");
    Var at = Var.vector(1, 2);
    board.formula("∂²f/∂x²  = 6xy − y² sin(xy)");
    board.formula("∂²f/∂y∂x = ∂²f/∂x∂y = 3x² + cos(xy) − xy sin(xy)");
    board.formula("∂²f/∂y²  = −x² sin(xy)");
    board.show(MatrixEquation.of("H =").and(Derivatives.hessian(NewtonsMethod::smooth, at)));
    board.notice("Symmetric: the order of differentiation does not matter (Schwarz) – if f is C².");

    board.section("Where it does matter: f = xy (x² − y²)/(x² + y²), f(0, 0) = 0");
    double[] mixed = peanoMixed(1e-3);
    board.formula("∂/∂y (∂f/∂x) at 0 = " + Board.number(mixed[0]));
    board.formula("∂/∂x (∂f/∂y) at 0 = " + Board.number(mixed[1]));
    board.notice("Both exist, but neither is continuous at 0. (Peano's example.)");

    board.section("Newton's method: x ← x − H⁻¹ ∇f");
    board.say("Go to where the second-order Taylor polynomial is smallest. Rosenbrock's valley:");
    board.formula("f = (1 − x)² + 100 (y − x²)²  from (−1.2, 1)");
    Newton.Run pure = Newton.pure().minimise(NewtonsMethod::rosenbrock, START);
    Var g = Derivatives.grad(NewtonsMethod::rosenbrock, START);
    Var h = Derivatives.hessian(NewtonsMethod::rosenbrock, START);
    board.show(
        MatrixEquation.of("first step:")
            .and(START)
            .and("−")
            .and(h)
            .and("⁻¹ ·")
            .and(g)
            .and("=")
            .and(pure.iterates().get(1).x()));
    table(board, pure);
    board.notice(
        "The second step climbs, far out of the valley; the next lands in it again. Near (1, 1)\n"
            + "each step squares the error: that is quadratic convergence.");

    board.section("Damped: the step is halved until f falls enough");
    Newton.Run damped = Newton.damped().minimise(NewtonsMethod::rosenbrock, START);
    table(board, damped);
    double[] descent = descent(1000);
    board.gap();
    board.formula(
        "gradient descent, η = "
            + Board.number(RATE)
            + ", after 1000 steps:  f = "
            + Board.number(descent[1000]));

    board.section("From a bad start: f = x⁴ − x² from 0.3, where f is curved downwards");
    UnaryOperator<Var> wells = x -> x.pow(4).sub(x.square());
    Newton.Run up = Newton.pure().minimise(wells, Var.scalar(0.3));
    Newton.Run down = Newton.damped().minimise(wells, Var.scalar(0.3));
    board.formula(
        "pure:    x = "
            + Board.fixed(up.x().toDouble(), 6)
            + "  f = "
            + Board.fixed(up.last().value(), 6));
    board.formula(
        "damped:  x = "
            + Board.fixed(down.x().toDouble(), 6)
            + "  f = "
            + Board.fixed(down.last().value(), 6));
    board.notice(
        "∇f = 0 at both. The pure step looks for that only, and finds a maximum; the damped one\n"
            + "adds τI to H until it is positive definite, and goes down.");
  }

  private static void table(Board board, Newton.Run run) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < run.iterates().size(); k++) {
      if (k > 3 && k < run.iterates().size() - 4) {
        if (k == 4) {
          rows.add(List.of("…", "", "", "", "", ""));
        }
        continue;
      }
      Newton.Iterate at = run.iterates().get(k);
      rows.add(
          List.of(
              "" + k,
              Board.fixed(at.x().get(0).toDouble(), 6),
              Board.fixed(at.x().get(1).toDouble(), 6),
              Board.small(at.value(), 2),
              Board.small(at.norm(), 1),
              k == 0 ? "" : Board.number(at.length())));
    }
    board.table(List.of("step", "x", "y", "f", "‖∇f‖", "length"), rows);
  }

  @Override
  public Optional<XYChart> chart() {
    XYChart chart = Charts.of("Rosenbrock from (−1.2, 1): f by step", "step", "f");
    chart.getStyler().setYAxisLogarithmic(true).setXAxisDecimalPattern("0");
    values(chart, "Newton, pure", Newton.pure().minimise(NewtonsMethod::rosenbrock, START));
    values(chart, "Newton, damped", Newton.damped().minimise(NewtonsMethod::rosenbrock, START));
    double[] descent = descent(25);
    Charts.points(chart, "gradient descent", Charts.range(0, 25, 26), descent);
    return Optional.of(chart);
  }

  private static void values(XYChart chart, String name, Newton.Run run) {
    double[] f =
        run.iterates().stream()
            .mapToDouble(Newton.Iterate::value)
            .filter(v -> v > 0) // a logarithm has no 0
            .toArray();
    Charts.points(chart, name, Charts.range(0, f.length - 1, f.length), f);
  }
}
