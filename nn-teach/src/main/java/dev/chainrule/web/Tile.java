package dev.chainrule.web;

import java.util.Locale;

/**
 * A part of a matrix, for those that are too large to be sent whole.
 *
 * @param at its first row and column
 * @param numbers row by row
 * @param min the least of them; not a number if there is none
 * @param max the largest
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record Tile(long[] at, double[][] numbers, double min, double max) {
  static final int LARGEST = 64; // rows and columns

  /** The number in a row and a column. */
  @FunctionalInterface
  interface Numbers {
    double at(long i, long j);
  }

  /**
   * The part that a query asks for by {@code at=row,column&size=rows,columns}; of a matrix that
   * ends before, what there is.
   *
   * @param what the matrix is called, for sentences
   */
  static Tile of(Parameters query, String what, long rows, long columns, Numbers matrix) {
    long[] at = pair(query, "at", 0);
    long[] size = pair(query, "size", LARGEST);
    if (at[0] >= rows || at[1] >= columns) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "%s has %d rows and %d columns, counted from 0; got at=%d,%d",
              what,
              rows,
              columns,
              at[0],
              at[1]));
    }
    if (size[0] < 1 || size[1] < 1 || size[0] > LARGEST || size[1] > LARGEST) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "size is 1 to %d rows and columns, got %d,%d: ask for several parts",
              LARGEST,
              size[0],
              size[1]));
    }
    double[][] numbers =
        new double[(int) Math.min(size[0], rows - at[0])][(int) Math.min(size[1], columns - at[1])];
    Range range = new Range();
    for (int i = 0; i < numbers.length; i++) {
      for (int j = 0; j < numbers[i].length; j++) {
        numbers[i][j] = matrix.at(at[0] + i, at[1] + j);
        range.include(numbers[i][j]);
      }
    }
    return new Tile(at, numbers, range.min(), range.max());
  }

  private static long[] pair(Parameters query, String name, long otherwise) {
    long[] pair = query.indices(name);
    if (pair.length == 0) {
      return new long[] {otherwise, otherwise};
    }
    if (pair.length != 2) {
      throw Refusal.bad(
          String.format(Locale.ROOT, "%s is a row and a column, such as %s=0,28", name, name));
    }
    return pair;
  }
}
