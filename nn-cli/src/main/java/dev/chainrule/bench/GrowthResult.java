package dev.chainrule.bench;

import java.util.List;

/**
 * How the cost of a training step grows.
 *
 * @param grows what: batch, width or depth
 * @param network with n for what grows
 * @param optimizer by name
 * @param expected the exponent that the count of multiplications tends to
 * @param exponent p of t = c nᵖ, over the upper half of the points
 * @param factor c, in microseconds
 * @param fittedFrom the smallest n that it was fitted to
 * @param points a time for each n
 */
public record GrowthResult(
    String grows,
    String network,
    String optimizer,
    int expected,
    double exponent,
    double factor,
    int fittedFrom,
    List<Point> points) {
  /** Of these points; the exponent is that of the upper half, where fixed costs count for less. */
  static GrowthResult of(String grows, String network, int expected, List<Point> points) {
    int from = Math.min(points.size() / 2, points.size() - 2);
    PowerLaw law =
        PowerLaw.fit(
            points.stream().mapToDouble(Point::n).toArray(),
            points.stream().mapToDouble(p -> p.us().median()).toArray(),
            from);
    return new GrowthResult(
        grows,
        network,
        "adam",
        expected,
        law.exponent(),
        law.factor(),
        points.get(from).n(),
        points);
  }

  /**
   * One size.
   *
   * @param n the batch, the width or the depth
   * @param us a training step
   */
  public record Point(int n, Spread us) {}
}
