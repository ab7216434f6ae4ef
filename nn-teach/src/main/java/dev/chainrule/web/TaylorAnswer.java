package dev.chainrule.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.FormulaEvaluation;
import dev.chainrule.formula.FormulaException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code /api/taylor?f=sin(x)&x=0&order=5&from=-4&to=4}: the Taylor polynomials of a formula of one
 * number, against the formula itself.
 *
 * @param latex the formula
 * @param x where they are expanded
 * @param coefficients f⁽ᵏ⁾(x)/k! for k from 0 to the order
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record TaylorAnswer(
    String formula, String latex, String variable, double x, double[] coefficients, Curve curve) {
  static final int HIGHEST = 20;

  private static final int POINTS = 201;

  /**
   * What to draw.
   *
   * @param truth f at every place; not a number where it has none
   * @param orders the polynomials of orders 0, 1 … at every place
   */
  @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
  record Curve(double[] x, @JsonProperty("true") double[] truth, double[][] orders) {
    /** f and its polynomials at evenly spaced places. */
    static Curve of(
        double from,
        double to,
        int points,
        DoubleUnaryOperator f,
        double center,
        double[] coefficients) {
      double[] x = new double[points];
      double[] truth = new double[points];
      double[][] orders = new double[coefficients.length][points];
      for (int i = 0; i < points; i++) {
        double share = i / (points - 1.0);
        x[i] = from * (1 - share) + to * share;
        truth[i] = f.applyAsDouble(x[i]);
        double sum = 0;
        double power = 1;
        for (int k = 0; k < coefficients.length; k++) {
          sum += coefficients[k] * power;
          power *= x[i] - center;
          orders[k][i] = sum;
        }
      }
      return new Curve(x, truth, orders);
    }
  }

  static TaylorAnswer of(Parameters query) {
    Formula formula = Formula.parse(query.text("f", "sin(x)", FormulaAnswer.LONGEST), Set.of("x"));
    double center = query.number("x", 0);
    int order = query.integer("order", 5, 0, HIGHEST);
    double from = query.number("from", center - 4);
    double to = query.number("to", center + 4);
    if (!(from < to)) {
      throw Refusal.bad(
          String.format(Locale.ROOT, "from must be less than to, got from=%s and to=%s", from, to));
    }
    if (formula.variables().size() > 1) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "a Taylor polynomial is drawn of one variable, this formula has %s: write numbers for"
                  + " the others",
              String.join(", ", formula.variables().keySet())));
    }
    String variable = formula.variables().keySet().stream().findFirst().orElse("x");
    double[] coefficients =
        Derivatives.taylor(at -> value(formula, variable, at), Var.scalar(center), order)
            .coefficients();
    for (int k = 0; k <= order; k++) {
      if (!Double.isFinite(coefficients[k])) {
        throw Refusal.bad(
            String.format(
                Locale.ROOT,
                "%s has no Taylor polynomial of order %d at %s = %s, for its derivative of order %d is"
                    + " not finite there: take another place or a lower order",
                formula,
                order,
                variable,
                center,
                k));
      }
    }
    return new TaylorAnswer(
        formula.toString(),
        formula.toLatex(),
        variable,
        center,
        coefficients,
        Curve.of(from, to, POINTS, at -> truth(formula, variable, at), center, coefficients));
  }

  private static Var value(Formula formula, String variable, Var at) {
    Var value = FormulaEvaluation.of(formula, Map.of(variable, at));
    if (value.shape().rank() > 0) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "a Taylor polynomial is drawn of one number, the value of this formula has shape %s:"
                  + " take one of its entries or its norm",
              value.shape()));
    }
    return value;
  }

  private static double truth(Formula formula, String variable, double at) {
    try {
      return value(formula, variable, Var.scalar(at)).toDouble();
    } catch (FormulaException e) { // a matrix that is singular here, say
      return Double.NaN;
    }
  }
}
