package dev.chainrule.data.internal;

import dev.chainrule.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One movement of the pen: the points it passes, in a box of side 1, smooth but at corners.
 *
 * @param points at least two
 */
record Stroke(List<Via> points) {
  /** Straight pieces per pair of points: at 28 pixels, more cannot be seen. */
  private static final int PIECES = 6;

  /** A point that the pen passes, turning sharply at a {@code corner}. */
  record Via(double x, double y, boolean corner) {}

  /** Reads strokes as {@link Glyphs} writes them. */
  static List<Stroke> parseAll(String line) {
    return Arrays.stream(line.split(";", -1)).map(Stroke::parse).toList();
  }

  private static Stroke parse(String text) {
    return new Stroke(
        Arrays.stream(text.split(",", -1)).map(String::strip).map(Stroke::via).toList());
  }

  private static Via via(String text) {
    boolean corner = text.endsWith("!");
    String[] xy = (corner ? text.substring(0, text.length() - 1) : text).split(" ", -1);
    return new Via(Integer.parseInt(xy[0]) / 100.0, Integer.parseInt(xy[1]) / 100.0, corner);
  }

  /** Every point moved by a normal deviate of this standard deviation: a hand is not steady. */
  Stroke jittered(double deviation, RandomStream random) {
    List<Via> moved = new ArrayList<>();
    for (Via point : points) {
      double x = point.x + deviation * random.nextGaussian();
      double y = point.y + deviation * random.nextGaussian();
      moved.add(new Via(x, y, point.corner));
    }
    return new Stroke(moved);
  }

  /**
   * The path, as x, y pairs: a cubic through the points p, with the tangent (pᵢ₊₁ − pᵢ₋₁) / 2 at pᵢ
   * (Catmull &amp; Rom 1974). At a corner or an end the neighbour beyond is the point itself.
   */
  double[] path() {
    int spans = points.size() - 1;
    double[] path = new double[2 * (spans * PIECES + 1)];
    for (int i = 0; i < spans; i++) {
      Via p1 = points.get(i);
      Via p2 = points.get(i + 1);
      Via p0 = i == 0 || p1.corner ? p1 : points.get(i - 1);
      Via p3 = i == spans - 1 || p2.corner ? p2 : points.get(i + 2);
      for (int k = 0; k <= PIECES; k++) {
        double t = (double) k / PIECES;
        path[2 * (i * PIECES + k)] = cubic(p0.x, p1.x, p2.x, p3.x, t);
        path[2 * (i * PIECES + k) + 1] = cubic(p0.y, p1.y, p2.y, p3.y, t);
      }
    }
    return path;
  }

  private static double cubic(double p0, double p1, double p2, double p3, double t) {
    double a = -p0 + 3 * p1 - 3 * p2 + p3;
    double b = 2 * p0 - 5 * p1 + 4 * p2 - p3;
    return p1 + 0.5 * t * (p2 - p0 + t * (b + t * a));
  }
}
