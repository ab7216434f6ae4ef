package dev.chainrule.data.internal;

/** A square of 28 × 28 grey values in [0, 1] that strokes are drawn on: 0 is paper, 1 is ink. */
final class Ink {
  /** As in MNIST. */
  static final int SIDE = 28;

  private final double[] grey = new double[SIDE * SIDE];

  /**
   * Draws a path. A pixel at distance d of the path gets clamp(radius + ½ − d): the share of it
   * that the stroke covers, as far as the stroke is straight.
   *
   * @param path x, y pairs in pixels; pixel i has its centre at i
   * @param radius half the stroke's width where it begins, in pixels
   * @param endRadius the same where it ends
   */
  void draw(double[] path, double radius, double endRadius) {
    int pieces = path.length / 2 - 1;
    for (int i = 0; i < pieces; i++) {
      double r = radius + (endRadius - radius) * i / pieces;
      drawPiece(path[2 * i], path[2 * i + 1], path[2 * i + 2], path[2 * i + 3], r);
    }
  }

  private void drawPiece(double ax, double ay, double bx, double by, double radius) {
    double reach = radius + 0.5;
    double ux = bx - ax;
    double uy = by - ay;
    double length2 = ux * ux + uy * uy;
    for (int y = from(Math.min(ay, by) - reach); y <= to(Math.max(ay, by) + reach); y++) {
      for (int x = from(Math.min(ax, bx) - reach); x <= to(Math.max(ax, bx) + reach); x++) {
        double along = length2 == 0 ? 0 : ((x - ax) * ux + (y - ay) * uy) / length2;
        double t = Math.max(0, Math.min(1, along));
        double ex = x - ax - t * ux;
        double ey = y - ay - t * uy;
        double cover = Math.min(1, reach - Math.sqrt(ex * ex + ey * ey));
        grey[y * SIDE + x] = Math.max(grey[y * SIDE + x], cover);
      }
    }
  }

  private static int from(double low) {
    return Math.max(0, (int) Math.ceil(low));
  }

  private static int to(double high) {
    return Math.min(SIDE - 1, (int) Math.floor(high));
  }

  /** Mixes each pixel with its neighbours: weights (b, 1 − 2b, b) along rows, then columns. */
  void blur(double b) {
    blurAlong(b, 1, SIDE);
    blurAlong(b, SIDE, 1);
  }

  private void blurAlong(double b, int step, int lineStep) {
    for (int line = 0; line < SIDE; line++) {
      double before = 0;
      for (int i = 0; i < SIDE; i++) {
        int at = line * lineStep + i * step;
        double after = i == SIDE - 1 ? 0 : grey[at + step];
        double here = grey[at];
        grey[at] = b * before + (1 - 2 * b) * here + b * after;
        before = here;
      }
    }
  }

  /** The grey value of pixel {@code i}, counted row by row. */
  double at(int i) {
    return grey[i];
  }
}
