package dev.chainrule.ex09;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.Gradients;
import dev.chainrule.autodiff.Var;
import dev.chainrule.example.Board;
import dev.chainrule.example.Example;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Automatic differentiation by hand: the same product from the right and from the left. */
public final class ForwardAndReverse implements Example {
  private static final double X = 1;
  private static final double SMALL = 1e-5;
  private static final String[] NAMES = {"x", "a", "b", "c", "d", "e", "f"};
  private static final String[] FORMULAS = {"1", "x²", "exp a", "a + b", "√c", "cos c", "d + e"};

  /** √(x² + exp x²) + cos(x² + exp x²), every intermediate variable by its name. */
  public record Variables(Var x, Var a, Var b, Var c, Var d, Var e, Var f) {
    /** The forward pass. */
    public static Variables of(Var x) {
      Var a = x.square();
      Var b = a.exp();
      Var c = a.add(b);
      Var d = c.sqrt();
      Var e = c.cos();
      return new Variables(x, a, b, c, d, e, d.add(e));
    }

    /** All of them, in the order in which they are computed. */
    public List<Var> all() {
      return List.of(x, a, b, c, d, e, f);
    }
  }

  /**
   * The derivative of one operation.
   *
   * @param name such as ∂b/∂a
   * @param formula such as exp a
   * @param value by autodiff, of this operation alone
   * @param closed by the formula
   */
  public record Local(String name, String formula, double value, double closed) {}

  /**
   * How many multiplications a chain of three Jacobians takes.
   *
   * @param forward of dy/db · (db/da · da/dx)
   * @param reverse of (dy/db · db/da) · da/dx
   */
  public record Cost(long forward, long reverse) {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new ForwardAndReverse(), arguments);
  }

  /** The worked example as a function. */
  public static Var f(Var x) {
    return Variables.of(x).f();
  }

  /** f′ by hand: 2x (1/(2√c) − sin c) (1 + exp x²). */
  public static double byHand(double x) {
    double b = Math.exp(x * x);
    double c = x * x + b;
    return 2 * x * (1 / (2 * Math.sqrt(c)) - Math.sin(c)) * (1 + b);
  }

  /** The eight local derivatives at x = 1. */
  public static List<Local> locals() {
    Variables v = Variables.of(Var.scalar(X));
    double a = v.a().toDouble();
    double c = v.c().toDouble();
    return List.of(
        new Local("∂a/∂x", "2x", d(Var::square, v.x()), 2 * X),
        new Local("∂b/∂a", "exp a", d(Var::exp, v.a()), Math.exp(a)),
        new Local("∂c/∂a", "1", d(u -> u.add(v.b()), v.a()), 1),
        new Local("∂c/∂b", "1", d(u -> v.a().add(u), v.b()), 1),
        new Local("∂d/∂c", "1/(2√c)", d(Var::sqrt, v.c()), 1 / (2 * Math.sqrt(c))),
        new Local("∂e/∂c", "−sin c", d(Var::cos, v.c()), -Math.sin(c)),
        new Local("∂f/∂d", "1", d(u -> u.add(v.e()), v.d()), 1),
        new Local("∂f/∂e", "1", d(u -> v.d().add(u), v.e()), 1));
  }

  private static double d(java.util.function.UnaryOperator<Var> operation, Var at) {
    return Derivatives.derivative(operation, at.detach(), 1).toDouble();
  }

  /** ∂f/∂x, ∂f/∂a … ∂f/∂f at x = 1: one reverse sweep finds all of them. */
  public static double[] adjoints() {
    Variables v = Variables.of(Var.scalar(X));
    Gradients gradients = v.f().backward();
    return v.all().stream().mapToDouble(u -> gradients.of(u).toDouble()).toArray();
  }

  /** dx/dx, da/dx … df/dx at x = 1: what one forward sweep passes on its way. */
  public static double[] tangents() {
    return Derivatives.jvp(x -> Var.stack(Variables.of(x).all()), Var.scalar(X), Var.scalar(1))
        .toArray();
  }

  /** Of x → a → b → y with sizes n → p → q → m. */
  public static Cost cost(long n, long p, long q, long m) {
    return new Cost(q * p * n + m * q * n, m * q * p + m * p * n);
  }

  /** How many operations the Jacobian of tanh(A sin x), Rⁿ → Rᵐ, takes, those of f included. */
  public static int operations(int n, int m, Mode mode) {
    Var x = Var.filled(Shape.of(n), 0.5);
    Var a = Var.filled(Shape.of(m, n), 1.0 / n);
    return count(Derivatives.jacobian(v -> a.matmul(v.sin()).tanh(), x, mode));
  }

  /** How many operations were applied to come to y: every Var knows what it was computed from. */
  private static int count(Var y) {
    Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Var> open = new ArrayDeque<>(List.of(y));
    int operations = 0;
    while (!open.isEmpty()) {
      Var next = open.pop();
      if (seen.add(next) && !next.operation().isEmpty()) {
        operations++;
        open.addAll(next.inputs());
      }
    }
    return operations;
  }

  @Override
  public String title() {
    return "Forward against reverse";
  }

  @Override
  public List<String> entries() {
    return List.of("D1", "D2", "D3", "D4", "D5", "D6");
  }

  @Override
  public void show(Board board) {
    board.formula("f(x) = √(x² + exp x²) + cos(x² + exp x²)   at x = " + Board.number(X));
    showSweeps(board);
    showPrecision(board);
    showCosts(board);
  }

  private static void showSweeps(Board board) {
    board.section("Intermediate variables: one elementary operation each");
    List<Var> all = Variables.of(Var.scalar(X)).all();
    for (int i = 0; i < all.size(); i++) {
      board.formula(
          String.format(
              Locale.ROOT, "%s = %-6s = %s", NAMES[i], FORMULAS[i], ten(all.get(i).toDouble())));
    }

    board.section("Their local derivatives");
    List<Local> locals = locals();
    for (Local local : locals) {
      board.formula(
          String.format(
              Locale.ROOT, "%s = %-8s = %s", local.name(), local.formula(), ten(local.value())));
    }

    board.section("Reverse: from f back to x, ∂f/∂· of everything on the way");
    double[] r = adjoints();
    board.formula("∂f/∂f = 1");
    board.formula("∂f/∂e = 1,  ∂f/∂d = 1");
    board.formula("∂f/∂c = ∂f/∂d ∂d/∂c + ∂f/∂e ∂e/∂c");
    board.formula(
        "      = " + sum(r[4] * value(locals, "∂d/∂c"), r[5] * value(locals, "∂e/∂c"), r[3]));
    board.formula("∂f/∂b = ∂f/∂c ∂c/∂b                  = " + ten(r[2]));
    board.formula("∂f/∂a = ∂f/∂b ∂b/∂a + ∂f/∂c ∂c/∂a");
    board.formula(
        "      = " + sum(r[2] * value(locals, "∂b/∂a"), r[3] * value(locals, "∂c/∂a"), r[1]));
    board.formula("∂f/∂x = ∂f/∂a · 2x                   = " + ten(r[0]));
    board.notice("c is read by d and e, a by b and c: there the contributions add up.");

    board.section("Forward: from x on to f, d·/dx of everything on the way");
    double[] t = tangents();
    board.formula("dx/dx = 1");
    board.formula("da/dx = 2x                           = " + ten(t[1]));
    board.formula("db/dx = exp a · da/dx                = " + ten(t[2]));
    board.formula("dc/dx = da/dx + db/dx                = " + ten(t[3]));
    board.formula("dd/dx = dc/dx / (2√c)                = " + ten(t[4]));
    board.formula("de/dx = −sin c · dc/dx               = " + ten(t[5]));
    board.formula("df/dx = dd/dx + de/dx                = " + ten(t[6]));
    board.notice(
        "Other numbers on the way, the same one at the end. Reverse has ∂f/∂ of every variable,\n"
            + "forward d/dx of every variable.");
  }

  private static void showPrecision(Board board) {
    board.section("Exact to rounding");
    double exact = byHand(X);
    double quotient = DifferenceQuotient.CENTRAL.of(x -> f(Var.scalar(x)).toDouble(), X, SMALL);
    board.table(
        List.of("", "f′(1)", "error"),
        List.of(
            List.of("by hand", Board.fixed(exact, 14), ""),
            List.of("reverse", Board.fixed(adjoints()[0], 14), Board.error(adjoints()[0] - exact)),
            List.of("forward", Board.fixed(tangents()[6], 14), Board.error(tangents()[6] - exact)),
            List.of("quotient, best h", Board.fixed(quotient, 14), Board.error(quotient - exact))));
    board.notice(
        "Neither symbols nor differences: numbers, pushed through known local derivatives.");
  }

  private static void showCosts(Board board) {
    board.section("Which is cheaper? x → a → b → y in Rⁿ → R¹⁰⁰ → R¹⁰⁰ → Rᵐ");
    board.formula("reverse (dy/db · db/da) · da/dx      forward dy/db · (db/da · da/dx)");
    List<List<String>> rows = new ArrayList<>();
    for (int[] size : new int[][] {{1000, 1}, {100, 100}, {1, 1000}}) {
      Cost cost = cost(size[0], 100, 100, size[1]);
      rows.add(
          List.of(
              "" + size[0],
              "" + size[1],
              String.format(Locale.ROOT, "%,d", cost.reverse()),
              String.format(Locale.ROOT, "%,d", cost.forward())));
    }
    board.table(List.of("n", "m", "multiplications, reverse", "forward"), rows);

    board.section("Counted: operations for the Jacobian of tanh(A sin x), Rⁿ → Rᵐ");
    rows = new ArrayList<>();
    for (int[] size : new int[][] {{1, 1}, {10, 1}, {100, 1}, {100, 10}, {100, 100}, {1, 100}}) {
      rows.add(
          List.of(
              "" + size[0],
              "" + size[1],
              "" + operations(size[0], size[1], Mode.REVERSE),
              "" + operations(size[0], size[1], Mode.FORWARD)));
    }
    board.table(List.of("n", "m", "reverse", "forward"), rows);
    board.notice(
        "Reverse pays for each output, forward for each input. A loss has one output and a\n"
            + "network many parameters: hence backpropagation.");
  }

  private static double value(List<Local> locals, String name) {
    return locals.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow().value();
  }

  private static String ten(double value) {
    return String.format(Locale.ROOT, "%15s", Board.fixed(value, 10));
  }

  private static String sum(double a, double b, double total) {
    String terms = Board.fixed(a, 8) + " + " + Board.fixed(b, 8);
    return String.format(Locale.ROOT, "%-28s = %s", terms.replace("+ −", "− "), ten(total));
  }
}
