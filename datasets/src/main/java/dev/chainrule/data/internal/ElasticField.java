package dev.chainrule.data.internal;

import dev.chainrule.random.RandomStream;

/**
 * A smooth random displacement of the plane: at every pixel a vector uniform in [−1, 1]², smoothed
 * by a Gaussian and scaled (Simard, Steinkraus &amp; Platt 2003, §2). Between pixels it is
 * bilinear.
 *
 * <p>It moves the pen's path rather than the pixels, so that a stroke keeps its width.
 */
final class ElasticField {
  private static final int SIDE = Ink.SIDE;

  /** The smoothing's standard deviation, in pixels; Simard et al. use 4. */
  private static final double SIGMA = 4;

  private static final int REACH = 8;
  private static final double[] KERNEL = kernel();

  private final double[] dx;
  private final double[] dy;

  /** A field whose vectors are of length {@code alpha} times those of the smoothed noise. */
  ElasticField(double alpha, RandomStream random) {
    dx = smoothNoise(alpha, random);
    dy = smoothNoise(alpha, random);
  }

  /** Moves the points of a path, x, y pairs in pixels, in place. */
  void moveInPlace(double[] path) {
    for (int i = 0; i < path.length; i += 2) {
      double x = path[i];
      double y = path[i + 1];
      path[i] = x + at(dx, x, y);
      path[i + 1] = y + at(dy, x, y);
    }
  }

  private static double at(double[] field, double x, double y) {
    double cx = Math.max(0, Math.min(SIDE - 1.001, x));
    double cy = Math.max(0, Math.min(SIDE - 1.001, y));
    int ix = (int) cx;
    int iy = (int) cy;
    double u = cx - ix;
    double v = cy - iy;
    int i = iy * SIDE + ix;
    return (1 - v) * ((1 - u) * field[i] + u * field[i + 1])
        + v * ((1 - u) * field[i + SIDE] + u * field[i + SIDE + 1]);
  }

  private static double[] smoothNoise(double alpha, RandomStream random) {
    double[] noise = new double[SIDE * SIDE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextDouble(-alpha, alpha);
    }
    return smooth(smooth(noise, 1, SIDE), SIDE, 1);
  }

  /** Smooths along lines whose points are {@code step} apart; beyond the edge there is nothing. */
  private static double[] smooth(double[] in, int step, int lineStep) {
    double[] out = new double[in.length];
    for (int line = 0; line < SIDE; line++) {
      for (int i = 0; i < SIDE; i++) {
        double sum = 0;
        for (int k = Math.max(-REACH, -i); k <= Math.min(REACH, SIDE - 1 - i); k++) {
          sum += KERNEL[k + REACH] * in[line * lineStep + (i + k) * step];
        }
        out[line * lineStep + i * step] = sum;
      }
    }
    return out;
  }

  private static double[] kernel() {
    double[] kernel = new double[2 * REACH + 1];
    double sum = 0;
    for (int k = -REACH; k <= REACH; k++) {
      kernel[k + REACH] = StrictMath.exp(-k * k / (2 * SIGMA * SIGMA));
      sum += kernel[k + REACH];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    return kernel;
  }
}
