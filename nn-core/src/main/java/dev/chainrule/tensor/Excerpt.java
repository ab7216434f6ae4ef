package dev.chainrule.tensor;

import java.util.stream.LongStream;

/** Which rows or columns of an array are shown to people: all of a few, of many both ends. */
public final class Excerpt {
  /** Stands for those that are left out. */
  public static final long GAP = -1;

  private Excerpt() {}

  /**
   * The places that are shown, in order, with one {@link #GAP} where some are left out.
   *
   * @param n how many there are
   * @param longest up to so many are shown all; at least {@code 2 · edge}
   * @param edge so many of each end are shown of more
   */
  public static long[] of(long n, int longest, int edge) {
    return n <= longest
        ? LongStream.range(0, n).toArray()
        : LongStream.concat(
                LongStream.concat(LongStream.range(0, edge), LongStream.of(GAP)),
                LongStream.range(n - edge, n))
            .toArray();
  }
}
