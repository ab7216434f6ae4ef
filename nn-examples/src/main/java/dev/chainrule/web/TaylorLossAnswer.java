package dev.chainrule.web;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;

/**
 * {@code /api/taylor-loss?…&direction=gradient&order=4&radius=1}: the loss of the batch along a
 * line through the parameters, t ↦ L(θ + t d), and its Taylor polynomials at t = 0. The
 * coefficients are exact derivatives of the layers' formulas, in double.
 *
 * @param direction {@code gradient}, d = ∇L/‖∇L‖; or a parameter, as {@code A1[0,0]}
 * @param slope dL/dt at 0: along the gradient ‖∇L‖
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record TaylorLossAnswer(
    String direction, double slope, double[] coefficients, TaylorAnswer.Curve curve) {
  private static final int HIGHEST = 10;
  private static final double LARGEST_RADIUS = 1e6;
  private static final long MOST_WORK = 100_000_000; // multiplications, about
  private static final int POINTS = 101;

  static TaylorLossAnswer of(Parameters query, Scene scene) {
    int order = query.integer("order", 4, 0, HIGHEST);
    double radius = query.number("radius", 1);
    if (!(radius > 0 && radius <= LARGEST_RADIUS)) {
      throw Refusal.bad("radius is a positive number of at most 1000000, got " + radius);
    }
    LossFormula formula = LossFormula.of(scene);
    String name = query.find("direction").filter(text -> !text.isBlank()).orElse("gradient");
    check(formula, order);
    Var direction = name.equals("gradient") ? gradient(formula) : formula.unit(name);
    double[] coefficients =
        Derivatives.taylor(
                t -> formula.at(direction.mul(t).add(formula.theta())), Var.scalar(0), order)
            .coefficients();
    double slope = Derivatives.jvp(formula::at, formula.theta(), direction).toDouble();
    TaylorAnswer.Curve curve =
        TaylorAnswer.Curve.of(
            -radius,
            radius,
            POINTS,
            t -> formula.at(direction.mul(t).add(formula.theta())).toDouble(),
            0,
            coefficients);
    return new TaylorLossAnswer(name.strip(), slope, coefficients, curve);
  }

  /** Orders cost their square; the curve costs a forward pass a point. */
  private static void check(LossFormula formula, int order) {
    long each = formula.multiplications();
    if (each * POINTS > MOST_WORK || each * (order + 1) * (order + 1) > MOST_WORK) {
      throw Refusal.bad(
          "the loss of %d rows along a line through %d parameters is too much to expand here: take"
                  .formatted(formula.batch(), formula.theta().shape().size())
              + " a smaller batch, a smaller network or a lower order");
    }
  }

  private static Var gradient(LossFormula formula) {
    Var gradient = Derivatives.grad(formula::at, formula.theta());
    double norm = gradient.norm().toDouble();
    if (!(norm > 0)) {
      throw Refusal.bad(
          "the gradient is %s here and has no direction: take a parameter, such as direction=A0[0,0]"
              .formatted(norm));
    }
    return gradient.div(norm).detach();
  }
}
