package dev.chainrule.ex01;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.Var;
import dev.chainrule.example.Board;
import dev.chainrule.example.Charts;
import dev.chainrule.example.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** The derivative as the limit of (f(x+h) − f(x)) / h, and what a computer makes of the limit. */
public final class DifferenceQuotients implements Example {
  private static final double[] STEPS = {1, 0.1, 0.01, 0.001, 0.0001};
  private static final int DECADES = 16;

  /**
   * A difference quotient in two ways.
   *
   * @param h the step
   * @param quotient (f(x+h) − f(x)) / h, computed as it stands
   * @param expanded the same after h was cancelled on paper
   */
  public record Quotient(double h, double quotient, double expanded) {}

  /**
   * The first-order approximation.
   *
   * @param epsilon the step
   * @param value f(x+ε)
   * @param approximation f(x) + ε f′(x)
   */
  public record Linear(double epsilon, double value, double approximation) {
    /** f(x+ε) − f(x) − ε f′(x). */
    public double error() {
      return value - approximation;
    }
  }

  /** Runs it; an argument names a PNG file for the picture. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new DifferenceQuotients(), arguments);
  }

  /**
   * The coefficients of h⁰, h¹, … in ((x+h)ⁿ − xⁿ)/h = Σ C(n,k) xⁿ⁻ᵏ hᵏ⁻¹, k = 1 … n.
   *
   * @param n at least 1
   */
  public static double[] binomial(double x, int n) {
    double[] c = new double[n];
    double choose = 1;
    for (int k = 1; k <= n; k++) {
      choose = choose * (n - k + 1) / k;
      c[k - 1] = choose * Math.pow(x, n - k);
    }
    return c;
  }

  /** The quotients of xⁿ at x for h = 1, 0.1, … */
  public static List<Quotient> power(double x, int n) {
    List<Quotient> quotients = new ArrayList<>();
    double[] c = binomial(x, n);
    for (double h : STEPS) {
      double expanded = 0;
      for (int k = n - 1; k >= 0; k--) {
        expanded = expanded * h + c[k];
      }
      double quotient = DifferenceQuotient.FORWARD.of(t -> Math.pow(t, n), x, h);
      quotients.add(new Quotient(h, quotient, expanded));
    }
    return quotients;
  }

  /** sin(1 + ε) by its tangent. */
  public static List<Linear> tangent() {
    double slope = Derivatives.derivative(Var::sin, Var.scalar(1), 1).toDouble();
    List<Linear> approximations = new ArrayList<>();
    for (double epsilon : STEPS) {
      approximations.add(new Linear(epsilon, Math.sin(1 + epsilon), Math.sin(1) + epsilon * slope));
    }
    return approximations;
  }

  /** How wrong the quotients of sin at 1 are, from h = 1 down to 10⁻¹⁶. */
  public static List<DifferenceQuotient.Step> errors(DifferenceQuotient quotient) {
    double exact = Derivatives.derivative(Var::sin, Var.scalar(1), 1).toDouble();
    return quotient.errors(Math::sin, 1, exact, DECADES);
  }

  /** The step with the smallest error. */
  public static DifferenceQuotient.Step best(DifferenceQuotient quotient) {
    return errors(quotient).stream()
        .min(Comparator.comparingDouble(DifferenceQuotient.Step::error))
        .orElseThrow();
  }

  @Override
  public String title() {
    return "The difference quotient";
  }

  @Override
  public List<String> entries() {
    return List.of("A1", "A3");
  }

  @Override
  public void show(Board board) {
    board.formula("df/dx = lim (f(x+h) − f(x)) / h   as h → 0");

    board.section("From first principles: f(x) = x² at x = 3");
    board.formula("((x+h)² − x²)/h = (2xh + h²)/h = 2x + h  →  2x");
    showQuotients(board, power(3, 2), "2x + h");
    board.notice("Cancel h on paper first, and the limit can be read off: 2x = 6.");

    board.section("A constant: f(x) = 7");
    double constant = DifferenceQuotient.FORWARD.of(t -> 7, 3, 0.1);
    board.formula("(7 − 7)/h = " + Board.number(constant) + "  for every h");

    board.section("xⁿ by the binomial theorem: n = 5 at x = 2");
    board.formula("((x+h)ⁿ − xⁿ)/h = Σ C(n,k) xⁿ⁻ᵏ hᵏ⁻¹  over k = 1 … n");
    double[] c = binomial(2, 5);
    StringBuilder sum = new StringBuilder("= " + Board.number(c[0]));
    String[] powers = {"", " h", " h²", " h³", " h⁴"};
    for (int k = 1; k < c.length; k++) {
      sum.append(" + ").append(c[k] == 1 ? "" : Board.number(c[k])).append(powers[k]);
    }
    board.formula(sum.toString().replace("  ", " "));
    showQuotients(board, power(2, 5), "the sum");
    board.notice("Only the term without h survives: n xⁿ⁻¹ = " + Board.number(c[0]) + ".");

    board.section("What the derivative is for: f(x+ε) ≈ f(x) + ε f′(x), f = sin, x = 1");
    List<List<String>> rows = new ArrayList<>();
    for (Linear at : tangent()) {
      rows.add(
          List.of(
              Board.number(at.epsilon()),
              Board.fixed(at.value(), 10),
              Board.fixed(at.approximation(), 10),
              Board.error(at.error()),
              Board.fixed(at.error() / at.epsilon() / at.epsilon(), 4)));
    }
    board.table(List.of("ε", "sin(1+ε)", "sin 1 + ε cos 1", "error", "error/ε²"), rows);
    board.notice(
        "A tenth of ε gives a hundredth of the error: it is ½ f″(1) ε² = "
            + Board.fixed(Derivatives.derivative(Var::sin, Var.scalar(1), 2).toDouble() / 2, 4)
            + " ε² and smaller terms.");

    showErrors(board);
  }

  private static void showErrors(Board board) {
    board.section("The limit in double precision: the error of (sin(1+h) − sin 1)/h");
    List<DifferenceQuotient.Step> forward = errors(DifferenceQuotient.FORWARD);
    List<DifferenceQuotient.Step> central = errors(DifferenceQuotient.CENTRAL);
    List<DifferenceQuotient.Step> richardson = errors(DifferenceQuotient.RICHARDSON);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 2; i < forward.size(); i += 4) {
      rows.add(
          List.of(
              Board.small(forward.get(i).h(), 0),
              Board.error(forward.get(i).error()),
              Board.error(central.get(i).error()),
              Board.error(richardson.get(i).error())));
    }
    board.table(List.of("h", "(f(x+h)−f(x))/h", "(f(x+h)−f(x−h))/2h", "Richardson"), rows);
    board.gap();
    for (DifferenceQuotient quotient : DifferenceQuotient.values()) {
      DifferenceQuotient.Step best = best(quotient);
      board.formula(
          String.format(
              Locale.ROOT,
              "best %-10s h = %-8s error %s",
              quotient == DifferenceQuotient.RICHARDSON
                  ? "Richardson"
                  : quotient.name().toLowerCase(Locale.ROOT),
              Board.small(best.h(), 1),
              Board.error(best.error())));
    }
    double exact = Derivatives.derivative(Var::sin, Var.scalar(1), 1).toDouble();
    board.formula(
        String.format(
            Locale.ROOT,
            "%-15s no h         error %s",
            "autodiff",
            Board.error(exact - Math.cos(1))));
    board.notice(
        "A smaller h is not always better: below the best one, rounding, about 10⁻¹⁶/h, takes"
            + " over.\nAutomatic differentiation has no h.");
  }

  private static void showQuotients(Board board, List<Quotient> quotients, String expanded) {
    List<List<String>> rows = new ArrayList<>();
    for (Quotient at : quotients) {
      rows.add(
          List.of(
              Board.number(at.h()), Board.fixed(at.quotient(), 8), Board.fixed(at.expanded(), 8)));
    }
    board.table(List.of("h", "(f(x+h) − f(x))/h", expanded), rows);
  }

  @Override
  public Optional<XYChart> chart() {
    XYChart chart = Charts.of("d sin/dx at 1: error of difference quotients", "h", "error");
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    for (DifferenceQuotient quotient : DifferenceQuotient.values()) {
      List<DifferenceQuotient.Step> steps =
          errors(quotient).stream().filter(step -> step.error() > 0).toList();
      Charts.points(
          chart,
          quotient.name().toLowerCase(Locale.ROOT),
          steps.stream().mapToDouble(DifferenceQuotient.Step::h).toArray(),
          steps.stream().mapToDouble(DifferenceQuotient.Step::error).toArray());
    }
    return Optional.of(chart);
  }
}
