package dev.chainrule.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * The time of one step, over many rounds, in microseconds.
 *
 * @param median half of the rounds were faster
 * @param p10 a tenth of the rounds were faster
 * @param p90 nine tenths of the rounds were faster
 * @param rounds how many rounds
 * @param stepsPerRound how many steps each round's time is the mean of
 */
public record Spread(double median, double p10, double p90, int rounds, long stepsPerRound) {
  /** Of the rounds' times, in microseconds a step, in any order. */
  static Spread of(double[] times, long stepsPerRound) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return new Spread(
        quantile(sorted, 0.5),
        quantile(sorted, 0.1),
        quantile(sorted, 0.9),
        sorted.length,
        stepsPerRound);
  }

  /** Between two neighbours, their weighted mean. */
  static double quantile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** {@code 151 [148–163]}, with three significant digits and more before the point. */
  @Override
  public String toString() {
    return digits(median) + " [" + digits(p10) + "–" + digits(p90) + "]";
  }

  /** A time in three significant digits, or all those before the point. */
  static String digits(double microseconds) {
    int decimals = microseconds < 10 ? 2 : microseconds < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + decimals + "f", microseconds);
  }
}
