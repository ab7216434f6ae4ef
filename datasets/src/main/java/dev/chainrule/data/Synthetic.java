package dev.chainrule.data;

import dev.chainrule.random.RandomStream;

/**
 * Small problems in the plane. Every one has n points, in random order, its classes equally often
 * up to one point, and adds noise · N(0, 1) to each coordinate; the same arguments give the same
 * points.
 *
 * <pre>{@code
 * Points train = Synthetic.moons(1000, 0.1, 1);
 * Points test = Synthetic.moons(1000, 0.1, 2);
 * train.inputShape();                           // [2]
 * }</pre>
 */
public final class Synthetic {
  /** The inner circle's radius; the outer one's is 1. */
  public static final double CIRCLE_FACTOR = 0.5;

  /** How often an arm of {@link #spirals} winds around the middle. */
  public static final double SPIRAL_TURNS = 0.75;

  /** The points of two coordinates that fit in one Java array; some VMs lack its last elements. */
  private static final int MOST = (Integer.MAX_VALUE - 8) / 2;

  private Synthetic() {}

  /** A point of class {@code label} at {@code share} of the way along its class, in [0, 1]. */
  @FunctionalInterface
  private interface Curve {
    double[] at(int label, double share);
  }

  /** The four points (a, b) in {0, 1}² with label a ⊕ b, in the order 00, 01, 10, 11. */
  public static Points xor() {
    return Points.of("xor", new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new int[] {0, 1, 1, 0}, 2);
  }

  /**
   * (a, b) + noise, with label a ⊕ b, the four corners (a, b) of {0, 1}² equally often up to one.
   *
   * @throws IllegalArgumentException if n &lt; 1, n is beyond a Java array, or noise is negative or
   *     not finite
   */
  public static Points xor(int n, double noise, long seed) {
    check(1, n, noise);
    double[][] corners = {{0, 0}, {0, 1}, {1, 1}, {1, 0}}; // so that the labels alternate
    float[] x = new float[2 * n];
    int[] labels = new int[n];
    RandomStream random = RandomStream.of(seed);
    int[] order = random.split("order").permutation(n);
    for (int i = 0; i < n; i++) {
      put(corners[order[i] % 4], noise, random, x, i);
      labels[i] = order[i] % 2;
    }
    return Points.of("xor", x, labels, 2);
  }

  /**
   * Two half circles that reach into each other, as scikit-learn's {@code make_moons}: (cos t, sin
   * t) and (1 − cos t, ½ − sin t), t evenly from 0 to π.
   *
   * @throws IllegalArgumentException if n &lt; 2, n is beyond a Java array, or noise is negative or
   *     not finite
   */
  public static Points moons(int n, double noise, long seed) {
    Curve moon =
        (label, share) -> {
          double t = StrictMath.PI * share;
          double[] upper = {StrictMath.cos(t), StrictMath.sin(t)};
          return label == 0 ? upper : new double[] {1 - upper[0], 0.5 - upper[1]};
        };
    return along(moon, "moons", 2, true, n, noise, seed);
  }

  /**
   * Two circles, as scikit-learn's {@code make_circles}: r (cos t, sin t), t evenly in [0, 2π),
   * with r = 1 for class 0 and {@link #CIRCLE_FACTOR} for class 1.
   *
   * @throws IllegalArgumentException if n &lt; 2, n is beyond a Java array, or noise is negative or
   *     not finite
   */
  public static Points circles(int n, double noise, long seed) {
    Curve circle =
        (label, share) -> polar(label == 0 ? 1 : CIRCLE_FACTOR, 2 * StrictMath.PI * share);
    return along(circle, "circles", 2, false, n, noise, seed);
  }

  /** {@link #spirals} with two arms. */
  public static Points spirals(int n, double noise, long seed) {
    return spirals(2, n, noise, seed);
  }

  /**
   * k arms, one class each: t (cos φ, sin φ) with φ = 2π (class / k + {@link #SPIRAL_TURNS} · t), t
   * evenly from 0 to 1.
   *
   * @throws IllegalArgumentException if arms &lt; 2, n &lt; arms, n is beyond a Java array, or
   *     noise is negative or not finite
   */
  public static Points spirals(int arms, int n, double noise, long seed) {
    if (arms < 2) {
      throw new IllegalArgumentException("arms must be at least 2, got " + arms);
    }
    Curve arm =
        (label, t) -> polar(t, 2 * StrictMath.PI * ((double) label / arms + SPIRAL_TURNS * t));
    return along(arm, "spiral", arms, true, n, noise, seed);
  }

  /** Points evenly along one curve a class; {@code closed} if share 1 is among them. */
  private static Points along(
      Curve curve, String name, int classes, boolean closed, int n, double noise, long seed) {
    check(classes, n, noise);
    float[] x = new float[2 * n];
    int[] labels = new int[n];
    RandomStream random = RandomStream.of(seed);
    int[] order = random.split("order").permutation(n);
    for (int i = 0; i < n; i++) {
      int label = order[i] % classes;
      int ofClass = (n - label + classes - 1) / classes;
      int last = closed ? Math.max(1, ofClass - 1) : ofClass;
      int place = order[i] / classes;
      put(curve.at(label, (double) place / last), noise, random, x, i);
      labels[i] = label;
    }
    return Points.of(name, x, labels, classes);
  }

  private static double[] polar(double r, double angle) {
    return new double[] {r * StrictMath.cos(angle), r * StrictMath.sin(angle)};
  }

  private static void put(double[] at, double noise, RandomStream random, float[] out, int row) {
    out[2 * row] = (float) (at[0] + noise * random.nextGaussian());
    out[2 * row + 1] = (float) (at[1] + noise * random.nextGaussian());
  }

  private static void check(int least, int n, double noise) {
    if (n < least) {
      throw new IllegalArgumentException("n must be at least " + least + " rows, got " + n);
    }
    if (n > MOST) {
      throw new IllegalArgumentException(
          "n must be at most " + MOST + " rows, which fit in one Java array, got " + n);
    }
    if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("noise must be in [0, infinity), got " + noise);
    }
  }
}
