package dev.chainrule.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Samples;
import dev.chainrule.stepper.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/boundary?…&n=80}: what the network makes of each place of the plane, for data of two
 * features. Row 0 of a grid is the lowest.
 *
 * @param n rows and columns: for large networks fewer than asked for
 * @param x from where to where
 * @param classes the index of the class; null where targets are numbers
 * @param certainty by how much that class is ahead of the second, from 0 to 1; null likewise
 * @param values the first output; null where there are classes
 * @param points rows of the data
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record BoundaryAnswer(
    double[] x,
    double[] y,
    int n,
    int @Nullable [][] classes,
    double @Nullable [][] certainty,
    double @Nullable [][] values,
    List<Point> points) {
  private static final int MOST_CELLS = 200; // in a row
  private static final int MOST_POINTS = 1_000;
  private static final double MOST_WORK = 1e9; // multiplications: some tenths of a second
  private static final int AT_ONCE = 1_000; // places
  private static final double MARGIN = 0.1; // of the data's range
  private static final double LEAST_MARGIN = 0.1;

  /** A row of the data: its class, or else its first target. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Point(
      double x, double y, @JsonProperty("class") @Nullable Integer kind, @Nullable Double value) {}

  static BoundaryAnswer of(Parameters query, Snapshot snapshot) throws InterruptedException {
    Samples samples = snapshot.samples();
    if (samples.features() != 2) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "a boundary is drawn of data with 2 features, %s has %d: take xor, moons, circles or spiral",
              snapshot.scenario().get(Key.DATA),
              samples.features()));
    }
    long parameters = snapshot.network().params().layout().size();
    int most = (int) Math.sqrt(MOST_WORK / parameters);
    int n = Math.min(query.integer("n", 80, 2, MOST_CELLS), Math.max(2, most));
    List<Point> points = points(snapshot);
    double[] x = range(points.stream().mapToDouble(Point::x).toArray());
    double[] y = range(points.stream().mapToDouble(Point::y).toArray());
    double[][] grid = predictions(snapshot, places(x, y, n));
    if (samples.classes().isEmpty()) {
      double[][] values = new double[n][n];
      for (int i = 0; i < n * n; i++) {
        values[i / n][i % n] = grid[i][0];
      }
      return new BoundaryAnswer(x, y, n, null, null, values, points);
    }
    int[][] classes = new int[n][n];
    double[][] certainty = new double[n][n];
    for (int i = 0; i < n * n; i++) {
      int best = best(grid[i], -1);
      classes[i / n][i % n] = best;
      double lead = grid[i][best] - grid[i][best(grid[i], best)];
      certainty[i / n][i % n] = Math.max(0, Math.min(1, lead));
    }
    return new BoundaryAnswer(x, y, n, classes, certainty, null, points);
  }

  /** In parts, so that memory stays small, and nobody computes long for one who has gone. */
  private static double[][] predictions(Snapshot snapshot, double[][] places)
      throws InterruptedException {
    double[][] all = new double[places.length][];
    for (int from = 0; from < all.length; from += AT_ONCE) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped after " + from + " places");
      }
      double[][] part = Arrays.copyOfRange(places, from, Math.min(all.length, from + AT_ONCE));
      double[][] predicted = snapshot.predictions(part);
      System.arraycopy(predicted, 0, all, from, predicted.length);
    }
    return all;
  }

  private static List<Point> points(Snapshot snapshot) {
    Samples samples = snapshot.samples();
    List<Point> points = new ArrayList<>();
    boolean hasClasses = !samples.classes().isEmpty();
    for (int row = 0; row < Math.min(samples.size(), MOST_POINTS); row++) {
      double[] input = snapshot.input(row);
      double target = samples.target(row)[0];
      points.add(
          new Point(
              input[0],
              input[1],
              hasClasses ? (Integer) (int) target : null,
              hasClasses ? null : (Double) target));
    }
    return points;
  }

  private static double[] range(double[] numbers) {
    Range range = new Range();
    for (double number : numbers) {
      range.include(number);
    }
    return range.widened(MARGIN, LEAST_MARGIN);
  }

  /** The middles of n × n cells, row by row. */
  private static double[][] places(double[] x, double[] y, int n) {
    double[][] places = new double[n * n][];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        places[row * n + column] = new double[] {middle(x, column, n), middle(y, row, n)};
      }
    }
    return places;
  }

  private static double middle(double[] range, int cell, int n) {
    return range[0] + (range[1] - range[0]) * (cell + 0.5) / n;
  }

  /** The index of the largest, one left out. */
  private static int best(double[] numbers, int without) {
    int best = without == 0 ? 1 : 0;
    for (int i = 0; i < numbers.length; i++) {
      best = i != without && numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }
}
