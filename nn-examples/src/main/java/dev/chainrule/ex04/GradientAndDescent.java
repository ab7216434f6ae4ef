package dev.chainrule.ex04;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.Var;
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

/** Partial derivatives, the gradient and its rules, and why it is the steepest way. */
public final class GradientAndDescent implements Example {
  private static final Var A =
      Var.matrix(new double[] {1, 0, 2}, new double[] {0, 1, -1}); // of u(x) = A x
  private static final double SMALL = 1e-4;
  private static final double RATE = 0.1;

  /**
   * How much L changes in a direction.
   *
   * @param degrees α, the angle between direction and gradient
   * @param quotient (L(θ + hε) − L(θ)) / h for a unit ε and a small h
   * @param cosine ‖∇L‖ cos α
   */
  public record Direction(double degrees, double quotient, double cosine) {}

  /** Runs it; an argument names a PNG file for the picture. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new GradientAndDescent(), arguments);
  }

  /** x³ + 3y². */
  public static Var cubic(Var v) {
    return v.get(0).pow(3).add(v.get(1).square().mul(3));
  }

  /** x y² + ln sin x. */
  public static Var mixed(Var v) {
    return v.get(0).mul(v.get(1).square()).add(v.get(0).sin().log());
  }

  /** u(x) = A x: R³ → R². */
  public static Var u(Var x) {
    return A.matmul(x);
  }

  /** v(x) = (sin x₁, x₂ x₃): R³ → R². */
  public static Var v(Var x) {
    return Var.stack(List.of(x.get(0).sin(), x.get(1).mul(x.get(2))));
  }

  /** (∂u/∂x)ᵀ v + (∂v/∂x)ᵀ u. */
  public static Var dotProductRule(Var x) {
    Var ju = Derivatives.jacobian(GradientAndDescent::u, x);
    Var jv = Derivatives.jacobian(GradientAndDescent::v, x);
    return ju.transpose().matmul(v(x)).add(jv.transpose().matmul(u(x)));
  }

  /** ∂f/∂x_i with all others held still, as a central difference quotient. */
  public static double partial(UnaryOperator<Var> f, Var x, int i) {
    double[] unit = new double[(int) x.shape().size()];
    unit[i] = 1;
    return DifferenceQuotient.CENTRAL.of(f, x, Var.vector(unit), Var.scalar(1), SMALL);
  }

  /** x³ + 3y² in directions at several angles to its gradient at (1, 2). */
  public static List<Direction> directions(double... degrees) {
    Var at = Var.vector(1, 2);
    double[] g = Derivatives.grad(GradientAndDescent::cubic, at).toArray();
    double norm = Math.hypot(g[0], g[1]);
    List<Direction> directions = new ArrayList<>();
    for (double alpha : degrees) {
      double c = Math.cos(Math.toRadians(alpha));
      double s = Math.sin(Math.toRadians(alpha));
      Var unit = Var.vector((c * g[0] - s * g[1]) / norm, (s * g[0] + c * g[1]) / norm);
      double quotient =
          DifferenceQuotient.FORWARD.of(h -> cubic(at.add(unit.mul(h))).toDouble(), 0, SMALL);
      directions.add(new Direction(alpha, quotient, norm * c));
    }
    return directions;
  }

  /** θ₁² + 3θ₂². */
  public static Var bowl(Var v) {
    return v.get(0).square().add(v.get(1).square().mul(3));
  }

  /** θ ← θ − 0.1 ∇L from (2, 1), L = θ₁² + 3θ₂²; the start first. */
  public static List<Var> descent(int steps) {
    List<Var> path = new ArrayList<>(List.of(Var.vector(2, 1)));
    for (int k = 0; k < steps; k++) {
      Var theta = path.get(k);
      path.add(theta.sub(Derivatives.grad(GradientAndDescent::bowl, theta).mul(RATE)).detach());
    }
    return path;
  }

  @Override
  public String title() {
    return "Gradient and steepest descent";
  }

  @Override
  public List<String> entries() {
    return List.of("C1", "C5", "C8");
  }

  @Override
  public void show(Board board) {
    Var at = Var.vector(1, 2);
    board.section("Partial derivatives: one variable moves, the others stand still");
    showGradient(board, "f = x³ + 3y²", "3x²", "6y", GradientAndDescent::cubic, at);
    showGradient(
        board, "f = xy² + ln sin x", "y² + cos x / sin x", "2xy", GradientAndDescent::mixed, at);
    board.notice(
        "As derivative of a function to R¹ it is a row, 1×n, the Jacobian; its transpose ∇f is a\n"
            + "column, of x's own shape, and can be added to x.");

    board.section("Rules: sum, multiple, and dot product, at x = (1, 2)");
    UnaryOperator<Var> f = GradientAndDescent::cubic;
    UnaryOperator<Var> g = GradientAndDescent::mixed;
    board.show(
        MatrixEquation.of("∇(f + g) =")
            .and(Derivatives.grad(x -> f.apply(x).add(g.apply(x)), at))
            .and("=  ∇f + ∇g  =")
            .and(Derivatives.grad(f, at))
            .and("+")
            .and(Derivatives.grad(g, at)));
    board.show(
        MatrixEquation.of("∇(5 f)   =")
            .and(Derivatives.grad(x -> f.apply(x).mul(5), at))
            .and("=  5 ∇f      =  5 ·")
            .and(Derivatives.grad(f, at)));
    board.gap();
    Var x = Var.vector(0.5, -1, 2);
    board.formula(
        "∇(uᵀv) = (∂u/∂x)ᵀ v + (∂v/∂x)ᵀ u,   u = A x,  v = (sin x₁, x₂x₃),  x = (½, −1, 2)");
    board.show(
        MatrixEquation.of("  =")
            .and(Derivatives.jacobian(GradientAndDescent::u, x).transpose())
            .and("·")
            .and(v(x))
            .and("+")
            .and(Derivatives.jacobian(GradientAndDescent::v, x).transpose())
            .and("·")
            .and(u(x))
            .and("=")
            .and(dotProductRule(x)));
    board.gap();
    board.show(
        MatrixEquation.of("∇(uᵀv)ᵀ by one reverse sweep:")
            .row(Derivatives.grad(t -> u(t).dot(v(t)), x)));

    showDirections(board);
    showDescent(board);
  }

  private static void showGradient(
      Board board, String f, String dx, String dy, UnaryOperator<Var> function, Var at) {
    Var row = Derivatives.jacobian(function, at);
    board.show(
        MatrixEquation.of(f + " at (1, 2):   df/d(x,y) = [ " + dx + "   " + dy + " ] =").row(row));
    board.formula(
        "   difference quotients:   ∂f/∂x ≈ "
            + Board.number(partial(function, at, 0))
            + ",  ∂f/∂y ≈ "
            + Board.number(partial(function, at, 1)));
  }

  private static void showDirections(Board board) {
    board.section("Which way is steepest? L(θ+ε) ≈ L(θ) + ‖∇L‖ ‖ε‖ cos α");
    board.say(
        "L = x³ + 3y² at (1, 2); ε of length " + Board.number(SMALL) + ", at the angle α to ∇L.");
    List<List<String>> rows = new ArrayList<>();
    for (Direction at : directions(0, 45, 90, 135, 180, 225, 270)) {
      rows.add(
          List.of(
              Board.number(at.degrees()) + "°",
              Board.fixed(at.quotient(), 4),
              Board.fixed(at.cosine(), 4)));
    }
    board.table(List.of("α", "(L(θ+ε) − L(θ))/‖ε‖", "‖∇L‖ cos α"), rows);
    board.notice(
        "Most at 0°, along the gradient; least at 180°, against it; nothing at 90°, along the\n"
            + "level curve. Hence gradient descent: θ ← θ − η ∇L.");
  }

  private static void showDescent(Board board) {
    board.section("Gradient descent on L = θ₁² + 3θ₂² from (2, 1), η = " + RATE);
    List<Var> path = descent(20);
    List<List<String>> rows = new ArrayList<>();
    for (int k : new int[] {0, 1, 2, 3, 5, 10, 20}) {
      Var theta = path.get(k);
      rows.add(
          List.of(
              "" + k,
              Board.fixed(theta.get(0).toDouble(), 6),
              Board.fixed(theta.get(1).toDouble(), 6),
              Board.fixed(bowl(theta).toDouble(), 8),
              Board.fixed(Derivatives.grad(GradientAndDescent::bowl, theta).norm().toDouble(), 6)));
    }
    board.table(List.of("step", "θ₁", "θ₂", "L", "‖∇L‖"), rows);
    board.notice(
        "Each step multiplies θ₁ by 1 − 2η = 0.8 and θ₂ by 1 − 6η = 0.4: the flat direction is\n"
            + "the slow one. Example 10 cures that with second derivatives.");
  }

  @Override
  public Optional<XYChart> chart() {
    XYChart chart = Charts.of("x³ + 3y² at (1, 2): slope by direction", "α in degrees", "slope");
    List<Direction> fine = directions(Charts.range(0, 360, 181));
    Charts.line(
        chart,
        "‖∇L‖ cos α",
        fine.stream().mapToDouble(Direction::degrees).toArray(),
        fine.stream().mapToDouble(Direction::cosine).toArray());
    List<Direction> some = directions(Charts.range(0, 360, 25));
    Charts.points(
            chart,
            "(L(θ+ε) − L(θ))/‖ε‖",
            some.stream().mapToDouble(Direction::degrees).toArray(),
            some.stream().mapToDouble(Direction::quotient).toArray())
        .setLineStyle(new java.awt.BasicStroke(0f))
        .setLineColor(new java.awt.Color(0, 0, 0, 0));
    return Optional.of(chart);
  }
}
