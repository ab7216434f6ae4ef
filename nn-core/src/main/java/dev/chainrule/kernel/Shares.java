package dev.chainrule.kernel;

import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which numbers of a flat vector of parameters each thread updates.
 *
 * <p>Of a large matrix each has the rows whose gradient it makes in {@link CpuAffine}, and which it
 * multiplies by there in the next step: so neither goes from core to core. What is small is made by
 * the caller, and is the caller's, as long as the others have almost as much.
 */
final class Shares {
  /** The numbers {@code from … to − 1}. */
  record Range(long from, long to) {
    long size() {
      return to - from;
    }
  }

  /** One may have so much more than the others: this part of what all had if they had the same. */
  private static final int UNEQUAL = 32;

  private final Range[][] ranges;

  private Shares(Range[][] ranges) {
    this.ranges = ranges;
  }

  /**
   * Shares of a vector that consists of these arrays, one behind the other; the rows of a matrix
   * are along its first axis.
   */
  static Shares of(List<Shape> arrays, int threads) {
    long length = arrays.stream().mapToLong(Shape::size).sum();
    int count = Tiles.shards(length, threads);
    Range[][] shares = new Range[count][0];
    List<Range> rest = new ArrayList<>();
    long at = 0;
    for (Shape array : arrays) {
      if (isShared(array, count)) {
        shareRows(array, at, shares);
      } else {
        rest.add(new Range(at, at + array.size()));
      }
      at += array.size();
    }
    long equal = (length + count - 1) / count;
    fill(rest, equal + equal / UNEQUAL, shares);
    return new Shares(shares);
  }

  /** Whether it is a matrix large enough for each to have some of its rows. */
  private static boolean isShared(Shape array, int count) {
    return array.rank() >= 2
        && Tiles.shards(array.size(), count) == count
        && Blocks.count(Math.toIntExact(array.dim(0))) >= count;
  }

  private static void shareRows(Shape matrix, long at, Range[][] shares) {
    int rows = Math.toIntExact(matrix.dim(0));
    long width = matrix.size() / rows;
    for (int i = 0; i < shares.length; i++) {
      long from = at + width * Blocks.begin(rows, i, shares.length);
      add(new Range(from, at + width * Blocks.begin(rows, i + 1, shares.length)), i, shares);
    }
  }

  /** Gives the rest to the first who have less than {@code most}. */
  private static void fill(List<Range> rest, long most, Range[][] shares) {
    for (Range range : rest) {
      long at = range.from();
      for (int i = 0; i < shares.length && at < range.to(); i++) {
        long room = Math.max(0, most - Arrays.stream(shares[i]).mapToLong(Range::size).sum());
        long to = Math.min(range.to(), at + room);
        add(new Range(at, to), i, shares);
        at = to;
      }
    }
  }

  private static void add(Range range, int i, Range[][] shares) {
    if (range.size() == 0) {
      return;
    }
    Range[] own = shares[i];
    int last = own.length - 1;
    if (last >= 0 && own[last].to() == range.from()) {
      own[last] = new Range(own[last].from(), range.to());
    } else {
      shares[i] = Arrays.copyOf(own, own.length + 1);
      shares[i][own.length] = range;
    }
  }

  /** How many shares there are. */
  int count() {
    return ranges.length;
  }

  /** The ranges of one share; not to be changed. */
  Range[] of(int shard) {
    return ranges[shard];
  }
}
