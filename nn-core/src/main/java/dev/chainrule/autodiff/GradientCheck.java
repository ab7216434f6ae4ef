package dev.chainrule.autodiff;

import dev.chainrule.random.RandomStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Compares a gradient with central differences, (f(x + h eᵢ) − f(x − h eᵢ)) / 2h, in double: per
 * coordinate, and along random directions (f(x + h u) − f(x − h u)) / 2h against ∇f · u.
 *
 * <p>With h = ∛ε · max(1, |x|) ≈ 6e-6, truncation O(h²) and rounding O(ε/h) are about equal, and a
 * right gradient agrees to about 1e-8, to 1e-7 in its smaller components. The relative error is |a
 * − n| / max(|a|, |n|, 1e-3 ‖g‖∞, 1e-3 |f|): components far smaller than the largest, or than f
 * itself, are judged by that one, since their differences are mostly rounding. Where the error
 * exceeds 1e-7, f may be strongly curved, such as ‖x‖ near 0; then h/10 and h/100 are tried too,
 * and the smallest error counts.
 *
 * <p>A function may have kinks, such as ReLU at 0. Where f reports different {@link Function#side
 * sides} at x + h and x − h, a kink lies between them, no difference quotient says anything about
 * the gradient at x, and the coordinate is counted but not judged.
 *
 * <pre>{@code
 * GradientCheck.Report report = GradientCheck.of(f, x, gradient).run();
 * assertThat(report.error()).isLessThan(1e-6);
 * }</pre>
 */
public final class GradientCheck {
  private static final double STEP = Math.cbrt(Math.ulp(1.0));
  private static final double FLOOR = 1e-3;
  private static final double SUSPECT = 1e-7;

  private final Function f;
  private final double[] x;
  private final double[] gradient;
  private final Settings settings;

  /** A scalar function of a vector. */
  @FunctionalInterface
  public interface Function {
    /** f(x); {@code x} is not modified, nor kept. */
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
   * One derivative, said and measured.
   *
   * @param index of the coordinate, or of the direction
   * @param analytic what the gradient says
   * @param numeric the difference quotient
   * @param error the relative error, infinite where a number is NaN
   */
  public record Comparison(long index, double analytic, double numeric, double error) {}

  /**
   * What came of looking at some derivatives.
   *
   * @param checked how many were judged
   * @param kinks how many were not, because a kink lay within the step
   * @param worst the one with the largest error; empty where none was judged
   */
  public record Tally(int checked, int kinks, Optional<Comparison> worst) {
    /** The largest relative error; 0 where none was judged. */
    public double error() {
      return worst.map(Comparison::error).orElse(0.0);
    }
  }

  /**
   * What came out.
   *
   * @param coordinates the partial derivatives
   * @param directions the derivatives along random directions
   */
  public record Report(Tally coordinates, Tally directions) {
    /** Coordinates judged. */
    public int checked() {
      return coordinates.checked;
    }

    /** Coordinates and directions not judged because a kink lay within the step. */
    public int kinks() {
      return coordinates.kinks + directions.kinks;
    }

    /** The largest error; infinite where one is NaN, or kinks left nothing to be judged. */
    public double error() {
      return checked() + directions.checked == 0 && kinks() > 0
          ? Double.POSITIVE_INFINITY
          : Math.max(coordinates.error(), directions.error());
    }

    @Override
    public String toString() {
      String worst =
          coordinates
              .worst
              .map(
                  w ->
                      String.format(
                          Locale.ROOT,
                          "worst relative error %.2e at index %d (analytic %.10g, numeric %.10g), ",
                          w.error,
                          w.index,
                          w.analytic,
                          w.numeric))
              .orElse("");
      return worst
          + String.format(
              Locale.ROOT,
              "along %d directions %.2e; %d coordinates checked, %d at kinks",
              directions.checked,
              directions.error(),
              checked(),
              kinks());
    }
  }

  private record Settings(int directions, int coordinates, long seed, Runnable progress) {}

  private GradientCheck(Function f, double[] x, double[] gradient, Settings settings) {
    this.f = f;
    this.x = x;
    this.gradient = gradient;
    this.settings = settings;
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
    Settings usual = new Settings(5, Integer.MAX_VALUE, 0, () -> {});
    return new GradientCheck(f, x.clone(), gradient.clone(), usual);
  }

  /** Along so many random directions; 5 by default. */
  public GradientCheck withDirections(int count) {
    return with(new Settings(count, settings.coordinates, settings.seed, settings.progress));
  }

  /** At most so many coordinates, drawn at random; all by default. */
  public GradientCheck withCoordinates(int most) {
    return with(new Settings(settings.directions, most, settings.seed, settings.progress));
  }

  /** Draws coordinates and directions by this seed; 0 by default. */
  public GradientCheck withSeed(long seed) {
    return with(new Settings(settings.directions, settings.coordinates, seed, settings.progress));
  }

  /** Calls this after each coordinate and each direction. */
  public GradientCheck withProgress(Runnable progress) {
    return with(new Settings(settings.directions, settings.coordinates, settings.seed, progress));
  }

  private GradientCheck with(Settings other) {
    return new GradientCheck(f, x, gradient, other);
  }

  /**
   * Runs the check: two evaluations of f a coordinate and a direction, up to six where it is off.
   */
  public Report run() {
    RandomStream random = RandomStream.of(settings.seed);
    return new Report(
        coordinates(random.split("coordinates")), directions(random.split("directions")));
  }

  private Tally coordinates(RandomStream draws) {
    Judge judge = new Judge();
    double[] moved = x.clone();
    int[] order = draws.permutation(x.length);
    for (int k = 0; k < Math.min(settings.coordinates, x.length); k++) {
      int i = order[k];
      DoubleFunction<double[]> line =
          t -> {
            moved[i] = x[i] + t;
            return moved;
          };
      judge.compare(i, gradient[i], line, STEP * Math.max(1, Math.abs(x[i])));
      moved[i] = x[i];
    }
    return judge.tally();
  }

  private Tally directions(RandomStream draws) {
    Judge judge = new Judge();
    double[] moved = new double[x.length];
    for (int k = 0; k < settings.directions && x.length > 0; k++) {
      double[] u = unit(draws);
      double slope = 0;
      for (int i = 0; i < u.length; i++) {
        slope += gradient[i] * u[i];
      }
      DoubleFunction<double[]> line =
          t -> {
            for (int i = 0; i < u.length; i++) {
              moved[i] = x[i] + t * u[i];
            }
            return moved;
          };
      judge.compare(k, slope, line, STEP);
    }
    return judge.tally();
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

  /** Compares derivatives along lines through x, and keeps the worst. */
  private final class Judge {
    private final double largest = Arrays.stream(gradient).map(Math::abs).max().orElse(0);
    private Optional<Comparison> worst = Optional.empty();
    private int checked;
    private int kinks;

    /** Compares {@code derivative}, at t = 0, with (f(line(h)) − f(line(−h))) / 2h. */
    void compare(long index, double derivative, DoubleFunction<double[]> line, double h) {
      Optional<Comparison> best = at(index, derivative, line, h);
      for (double step : new double[] {h / 10, h / 100}) {
        if (best.isPresent() && best.get().error() > SUSPECT) {
          best = Optional.of(smaller(best.get(), at(index, derivative, line, step)));
        }
      }
      if (best.isPresent()) {
        checked++;
        if (worst.isEmpty() || best.get().error() > worst.get().error()) {
          worst = best;
        }
      } else {
        kinks++;
      }
      settings.progress.run();
    }

    private static Comparison smaller(Comparison one, Optional<Comparison> other) {
      return other.filter(o -> o.error() < one.error()).orElse(one);
    }

    /** One quotient; empty where a kink lies within its step. */
    private Optional<Comparison> at(
        long index, double derivative, DoubleFunction<double[]> line, double h) {
      double ahead = f.value(line.apply(h));
      long side = f.side();
      double behind = f.value(line.apply(-h));
      if (side != f.side()) {
        return Optional.empty();
      }
      double quotient = (ahead - behind) / (2 * h);
      double error = error(derivative, quotient, Math.abs(ahead));
      return Optional.of(new Comparison(index, derivative, quotient, error));
    }

    private double error(double a, double n, double value) {
      double floor = Math.max(FLOOR * Math.max(largest, value), Double.MIN_NORMAL);
      double error = Math.abs(a - n) / Math.max(Math.max(Math.abs(a), Math.abs(n)), floor);
      return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    Tally tally() {
      return new Tally(checked, kinks, worst);
    }
  }
}
