package dev.chainrule.ex03;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.TaylorPolynomial;
import dev.chainrule.autodiff.Var;
import dev.chainrule.example.Board;
import dev.chainrule.example.Charts;
import dev.chainrule.example.Example;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** Taylor polynomials: better near x₀, worse far away; where the series converges, and to what. */
public final class TaylorSeries implements Example {
  private static final int[] ORDERS = {0, 1, 5, 10};

  /** Runs it; an argument names a PNG file for the picture. */
  public static void main(String[] arguments) throws IOException {
    Example.main(new TaylorSeries(), arguments);
  }

  /** The lecture's function, sin x + cos x. */
  public static Var sinPlusCos(Var x) {
    return x.sin().add(x.cos());
  }

  /** exp(−1/x²): smooth, with f(0) = 0, and not analytic at 0. */
  public static Var flat(Var x) {
    return x.square().reciprocal().neg().exp();
  }

  /** f⁽ᵏ⁾(0)/k! of sin x + cos x, k = 0 … order. */
  public static double[] maclaurin(int order) {
    return Derivatives.taylor(TaylorSeries::sinPlusCos, Var.scalar(0), order).coefficients();
  }

  /** |f(x) − T_n(x)| of sin x + cos x about 0. */
  public static double error(int order, double x) {
    return Math.abs(
        Derivatives.taylor(TaylorSeries::sinPlusCos, Var.scalar(0), order)
            .remainder(Var.scalar(x))
            .toDouble());
  }

  /** The coefficients of x⁴ about 1, one more than there are powers. */
  public static double[] fourthPower() {
    return Derivatives.taylor(x -> x.pow(4), Var.scalar(1), 5).coefficients();
  }

  /** T_n(x) of ln(1 + x) about 0. */
  public static double logarithm(int order, double x) {
    return Derivatives.taylor(Var::log1p, Var.scalar(0), order).at(Var.scalar(x)).toDouble();
  }

  @Override
  public String title() {
    return "Taylor and Maclaurin series";
  }

  @Override
  public List<String> entries() {
    return List.of("A4");
  }

  @Override
  public void show(Board board) {
    board.formula("Tₙ(x) = Σ f⁽ᵏ⁾(x₀)/k! · (x − x₀)ᵏ  over k = 0 … n");
    board.say("Taylor series: n → ∞.  Maclaurin series: x₀ = 0.");

    board.section("f(x) = sin x + cos x about x₀ = 0");
    double[] c = maclaurin(7);
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < c.length; k++) {
      double derivative =
          Derivatives.derivative(TaylorSeries::sinPlusCos, Var.scalar(0), k).toDouble();
      rows.add(List.of("" + k, Board.number(derivative), Board.fixed(c[k], 10)));
    }
    board.table(List.of("k", "f⁽ᵏ⁾(0)", "f⁽ᵏ⁾(0)/k!"), rows);
    board.notice("The signs + + − − repeat: Tₙ(x) = 1 + x − x²/2! − x³/3! + x⁴/4! + x⁵/5! − …");

    board.section("How far it reaches: |f(x) − Tₙ(x)|");
    double[] places = {0.1, 0.5, 1, 2, 4, 8};
    rows = new ArrayList<>();
    for (double x : places) {
      List<String> row = new ArrayList<>(List.of(Board.number(x)));
      for (int n : ORDERS) {
        row.add(Board.error(error(n, x)));
      }
      rows.add(row);
    }
    board.table(List.of("x", "T₀", "T₁", "T₅", "T₁₀"), rows);
    board.notice(
        "Near x₀ each order helps a lot. Far away a higher order can be worse: look at x = 8.\n"
            + "Every T agrees with f at x₀, in as many derivatives as its order.");

    board.section("A polynomial is its own Taylor series: f(x) = x⁴ about x₀ = 1");
    double[] p = fourthPower();
    StringBuilder sum = new StringBuilder("x⁴ = " + Board.number(p[0]));
    String[] powers = {"", "(x−1)", "(x−1)²", "(x−1)³", "(x−1)⁴", "(x−1)⁵"};
    for (int k = 1; k < p.length; k++) {
      sum.append(" + ").append(Board.number(p[k])).append(' ').append(powers[k]);
    }
    board.formula(sum.toString());
    board.notice("The binomial numbers of (1 + (x−1))⁴; from k = 5 on, all coefficients are 0.");

    board.section("A power series has a radius: ln(1+x) = x − x²/2 + x³/3 − …, |x| < 1");
    rows = new ArrayList<>();
    for (int n : new int[] {2, 5, 10, 20, 40}) {
      rows.add(
          List.of(
              "" + n,
              Board.error(logarithm(n, 0.5) - Math.log1p(0.5)),
              Board.error(logarithm(n, 0.95) - Math.log1p(0.95)),
              Board.error(logarithm(n, 1.5) - Math.log1p(1.5))));
    }
    board.table(List.of("n", "error at 0.5", "at 0.95", "at 1.5"), rows);
    board.notice(
        "Within the radius more terms mean less error; outside they mean more. A function\n"
            + "that equals its Taylor series around each point is called analytic.");

    board.section("Smooth and yet not analytic: f(x) = exp(−1/x²), f(0) = 0");
    TaylorPolynomial near = Derivatives.taylor(TaylorSeries::flat, Var.scalar(0.1), 5);
    rows = new ArrayList<>();
    for (int k = 0; k <= 5; k++) {
      rows.add(List.of("" + k, Board.small(near.term(k, Var.scalar(1)).toDouble(), 1)));
    }
    board.table(List.of("k", "f⁽ᵏ⁾(0.1)"), rows);
    board.notice(
        "All derivatives go to 0 as x → 0, so the Maclaurin series is 0 + 0 + 0 + …, and\n"
            + "f(1) is "
            + Board.number(flat(Var.scalar(1)).toDouble())
            + ": it converges, but not to f.");
  }

  @Override
  public Optional<XYChart> chart() {
    XYChart chart = Charts.of("sin x + cos x and its Taylor polynomials about 0", "x", "y");
    chart.getStyler().setYAxisMin(-4.0).setYAxisMax(4.0).setXAxisMin(-5.0).setXAxisMax(5.0);
    double[] x = Charts.range(-5, 5, 401);
    double[] f = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      f[i] = sinPlusCos(Var.scalar(x[i])).toDouble();
    }
    Charts.line(chart, "f", x, f).setLineColor(new Color(190, 190, 190)).setLineWidth(9);
    for (int order : ORDERS) {
      TaylorPolynomial polynomial =
          Derivatives.taylor(TaylorSeries::sinPlusCos, Var.scalar(0), order);
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = polynomial.at(Var.scalar(x[i])).toDouble();
      }
      Charts.line(chart, "T of order " + order, x, y);
    }
    return Optional.of(chart);
  }
}
