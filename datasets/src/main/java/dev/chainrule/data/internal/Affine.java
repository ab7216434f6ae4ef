package dev.chainrule.data.internal;

import dev.chainrule.random.RandomStream;

/**
 * The map from a digit's box of side 1 to pixels: x ↦ M (x − ½) + c.
 *
 * @param xx, xy, yx, yy the rows of M, in pixels
 * @param cx, cy where the middle of the box comes to lie, in pixels
 */
record Affine(double xx, double xy, double yx, double yy, double cx, double cy) {
  private static final double MIDDLE = (Ink.SIDE - 1) / 2.0;

  /** The box is this high before it is scaled, as in MNIST. */
  private static final double HEIGHT = 20;

  /**
   * A random map: scaled, slanted, turned, shifted, in this order.
   *
   * @param rotation standard deviation of the angle, in radians
   * @param slant standard deviation of the shear; its mean leans to the right, as hands do
   * @param shift standard deviation of the translation, in pixels
   */
  static Affine random(double rotation, double slant, double shift, RandomStream random) {
    double height = HEIGHT * random.nextDouble(0.82, 1.08);
    double width = HEIGHT * random.nextDouble(0.70, 1.10);
    double shear = 0.08 + slant * clipped(random);
    double angle = rotation * clipped(random);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double xy = -shear * height;
    return new Affine(
        cos * width,
        cos * xy - sin * height,
        sin * width,
        sin * xy + cos * height,
        MIDDLE + shift * clipped(random),
        MIDDLE + shift * clipped(random));
  }

  /** A normal deviate within two standard deviations, so that no digit leaves the picture. */
  private static double clipped(RandomStream random) {
    return Math.max(-2, Math.min(2, random.nextGaussian()));
  }

  /** Maps a path of x, y pairs, in place. */
  void mapInPlace(double[] path) {
    for (int i = 0; i < path.length; i += 2) {
      double x = path[i] - 0.5;
      double y = path[i + 1] - 0.5;
      path[i] = cx + xx * x + xy * y;
      path[i + 1] = cy + yx * x + yy * y;
    }
  }
}
