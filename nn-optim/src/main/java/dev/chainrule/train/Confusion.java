package dev.chainrule.train;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/** How often class i was taken for class j: rows are the true classes, columns the predicted. */
public final class Confusion {
  private final long[][] counts;

  /** All zero, for so many classes. */
  public Confusion(int classes) {
    counts = new long[classes][classes];
  }

  /** Counts the first {@code n} rows of both. */
  public void add(int[] labels, int[] predicted, int n) {
    for (int i = 0; i < n; i++) {
      counts[labels[i]][predicted[i]]++;
    }
  }

  /** Back to all zero. */
  public void clear() {
    for (long[] row : counts) {
      java.util.Arrays.fill(row, 0);
    }
  }

  /** How many classes there are. */
  public int classes() {
    return counts.length;
  }

  /** How often class {@code actual} was taken for {@code predicted}. */
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** The part on the diagonal; empty if nothing was counted. */
  public OptionalDouble accuracy() {
    long right = 0;
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
      for (long count : counts[i]) {
        all += count;
      }
    }
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / all);
  }

  /** A table for people. */
  public String toTable(IntFunction<String> className) {
    int width = 6;
    for (int i = 0; i < counts.length; i++) {
      width = Math.max(width, className.apply(i).length() + 1);
    }
    String cell = "%" + width + "s";
    StringBuilder table = new StringBuilder("true \\ predicted\n");
    table.append(String.format(Locale.ROOT, cell, ""));
    for (int j = 0; j < counts.length; j++) {
      table.append(String.format(Locale.ROOT, cell, className.apply(j)));
    }
    for (int i = 0; i < counts.length; i++) {
      table.append('\n').append(String.format(Locale.ROOT, cell, className.apply(i)));
      for (long count : counts[i]) {
        table.append(String.format(Locale.ROOT, cell, count == 0 ? "·" : count));
      }
    }
    return table.toString();
  }
}
