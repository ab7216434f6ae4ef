package dev.chainrule.web;

import java.util.Arrays;
import java.util.Locale;

/**
 * {@code /api/taylor-loss?…&direction=gradient&order=4&radius=1}: the loss of the batch along a
 * line through the parameters, and its Taylor polynomials at t = 0.
 *
 * @param direction of the line: {@code gradient}, or a number such as {@code A1[0,0]}
 * @param slope dL/dt at 0: along the gradient ‖∇L‖
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record TaylorLossAnswer(
    String direction, double slope, double[] coefficients, TaylorAnswer.Curve curve) {
  private static final int HIGHEST = 10;
  private static final double LARGEST_RADIUS = 1e6;
  private static final int POINTS = 101;

  /** Multiplications, about: a tenth of a second. */
  private static final long MOST_WORK = 20_000_000;

  static TaylorLossAnswer of(Parameters query, Scene scene) {
    int order = query.integer("order", 4, 0, HIGHEST);
    double radius = query.number("radius", 1);
    if (!(radius > 0 && radius <= LARGEST_RADIUS)) {
      throw Refusal.bad("radius is a positive number of at most 1000000, got " + radius);
    }
    String given = query.text("direction", EntryNames.LONGEST);
    String direction = given.isEmpty() ? LossLine.GRADIENT : given;
    LossLine line = LossLine.of(scene, direction);
    check(line, order);
    double[] coefficients = line.coefficients(Math.max(1, order));
    double slope = coefficients[1];
    double[] shown = Arrays.copyOf(coefficients, order + 1);
    return new TaylorLossAnswer(
        direction,
        slope,
        shown,
        TaylorAnswer.Curve.of(-radius, radius, POINTS, line.losses(), 0, shown));
  }

  /** A coefficient takes a product for each that is lower. */
  private static void check(LossLine line, int order) {
    long work = (long) line.batch() * line.theta().length * (order + 1) * (order + 2) / 2;
    if (work > MOST_WORK) {
      throw Refusal.bad(
          String.format(
                  Locale.ROOT,
                  "order %d of the loss of %d rows along a line through %d parameters is too much: take a",
                  order,
                  line.batch(),
                  line.theta().length)
              + " lower order, a smaller batch or a smaller network");
    }
  }
}
