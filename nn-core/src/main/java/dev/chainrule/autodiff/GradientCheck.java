package dev.chainrule.autodiff;

import dev.chainrule.random.RandomStream;
import java.util.Locale;

/**
 * Compares a gradient with central differences, (f(x + h eᵢ) − f(x − h eᵢ)) / 2h, in double: per
 * coordinate, and along random directions (f(x + h u) − f(x − h u)) / 2h against ∇f · u.
 *
 * <p>With h = ∛ε · max(1, |x|) ≈ 6e-6, truncation O(h²) and rounding O(ε/h) are about equal, and a
 * right gradient agrees to about 1e-8, to 1e-7 in its smaller components. The relative error is |a
 * − n| / max(|a|, |n|, 1e-3 ‖g‖∞, 1e-3 |f|): components far smaller than the largest, or than f
 * itself, are judged by that one, since their differences are mostly rounding.
 *
 * <p>A function may have kinks, such as ReLU at 0. Where f reports different {@link Function#side
 * sides} at x + h and x − h, a kink lies between them, no difference quotient says anything about
 * the gradient at x, and the coordinate is counted but not judged.
 *
 * <pre>{@code
 * GradientCheck.Report report = GradientCheck.of(f, x, gradient).run();
 * assertThat(report.worst()).isLessThan(1e-6);
 * }</pre>
 */
public final class GradientCheck {
  private static final double STEP = Math.cbrt(Math.ulp(1.0));
  private static final double FLOOR = 1e-3;

  private final Function f;
  private final double[] x;
  private final double[] gradient;
  private final int directions;
  private final int coordinates;
  private final RandomStream random;

  /** A scalar function of a vector. */
  @FunctionalInterface
  public interface Function {
    /** f(x); {@code x} is not modified. */
    double value(double[] x);

    /**
     * On which sides of its kinks the last {@link #value} was: any number that differs when a side
     * does. 0 for a function without kinks.
     */
    default long side() {
      return 0;
    }
  }

  /**
   * What came out.
   *
   * @param worst the largest relative error of a coordinate
   * @param index the coordinate with the largest error, −1 if none could be judged
   * @param analytic the gradient there
   * @param numeric the difference quotient there
   * @param directional the largest relative error along a random direction
   * @param checked coordinates judged
   * @param kinks coordinates and directions not judged because a kink lay within the step
   */
  public record Report(
      double worst,
      long index,
      double analytic,
      double numeric,
      double directional,
      int checked,
      int kinks) {
    /** The larger of the two errors; infinite where one is NaN, or nothing could be judged. */
    public double error() {
      double error = Math.max(worst, directional);
      return Double.isNaN(error) || (checked == 0 && kinks > 0) ? Double.POSITIVE_INFINITY : error;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "worst relative error %.2e at index %d (analytic %.10g, numeric %.10g), along directions"
              + " %.2e; %d coordinates checked, %d at kinks",
          worst,
          index,
          analytic,
          numeric,
          directional,
          checked,
          kinks);
    }
  }

  private GradientCheck(
      Function f,
      double[] x,
      double[] gradient,
      int directions,
      int coordinates,
      RandomStream random) {
    this.f = f;
    this.x = x;
    this.gradient = gradient;
    this.directions = directions;
    this.coordinates = coordinates;
    this.random = random;
  }

  /**
   * A check of {@code gradient}, which claims to be ∇f(x); neither array is modified.
   *
   * @throws IllegalArgumentException if the two differ in length
   */
  public static GradientCheck of(Function f, double[] x, double[] gradient) {
    if (x.length != gradient.length) {
      throw new IllegalArgumentException(
          "x has " + x.length + " numbers and its gradient " + gradient.length);
    }
    return new GradientCheck(
        f, x.clone(), gradient.clone(), 5, Integer.MAX_VALUE, RandomStream.of(0));
  }

  /** Along so many random directions; 5 by default. */
  public GradientCheck withDirections(int count) {
    return new GradientCheck(f, x, gradient, count, coordinates, random);
  }

  /** At most so many coordinates, drawn at random; all by default. */
  public GradientCheck withCoordinates(int most) {
    return new GradientCheck(f, x, gradient, directions, most, random);
  }

  /** Runs the check: two evaluations of f a coordinate and a direction. */
  public Report run() {
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    Worst coordinate = new Worst(largest);
    int[] order = random.split("coordinates").permutation(x.length);
    for (int k = 0; k < Math.min(coordinates, x.length); k++) {
      int i = order[k];
      double h = STEP * Math.max(1, Math.abs(x[i]));
      double[] direction = new double[x.length];
      direction[i] = 1;
      coordinate.judge(i, gradient[i], direction, h);
    }
    Worst along = new Worst(largest);
    RandomStream draws = random.split("directions");
    for (int k = 0; k < directions && x.length > 0; k++) {
      double[] u = unit(draws);
      double slope = 0;
      for (int i = 0; i < u.length; i++) {
        slope += gradient[i] * u[i];
      }
      along.judge(k, slope, u, STEP);
    }
    return new Report(
        coordinate.error,
        coordinate.index,
        coordinate.analytic,
        coordinate.numeric,
        along.error,
        coordinate.checked,
        coordinate.kinks + along.kinks);
  }

  private double[] unit(RandomStream draws) {
    double[] u = new double[x.length];
    double norm = 0;
    for (int i = 0; i < u.length; i++) {
      u[i] = draws.nextGaussian();
      norm += u[i] * u[i];
    }
    for (int i = 0; i < u.length; i++) {
      u[i] /= Math.sqrt(norm);
    }
    return u;
  }

  /** The worst of the comparisons so far. */
  private final class Worst {
    private final double largest;
    private double error;
    private long index = -1;
    private double analytic;
    private double numeric;
    private int checked;
    private int kinks;

    Worst(double largest) {
      this.largest = largest;
    }

    void judge(long at, double derivative, double[] direction, double h) {
      double ahead = f.value(moved(direction, h));
      long side = f.side();
      double behind = f.value(moved(direction, -h));
      if (side != f.side()) {
        kinks++;
        return;
      }
      checked++;
      double quotient = (ahead - behind) / (2 * h);
      double scale =
          Math.max(
              Math.max(Math.abs(derivative), Math.abs(quotient)),
              Math.max(FLOOR * Math.max(largest, Math.abs(ahead)), Double.MIN_NORMAL));
      double e = Math.abs(derivative - quotient) / scale;
      boolean worse = !(e <= error) && !Double.isNaN(error); // NaN is the worst of all, and stays
      if (index < 0 || worse) {
        error = e;
        index = at;
        analytic = derivative;
        numeric = quotient;
      }
    }

    private double[] moved(double[] direction, double h) {
      double[] moved = x.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += h * direction[i];
      }
      return moved;
    }
  }
}
