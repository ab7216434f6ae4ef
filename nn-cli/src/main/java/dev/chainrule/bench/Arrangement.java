package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a matrix product is computed.
 *
 * @param split what each thread is given
 * @param transposed whether the result is stored transposed, by (right)ᵀ (left)ᵀ: OpenBLAS takes a
 *     third less time for some shapes that way round, and whoever reads the result can read it so
 * @param pieces in how many calls each thread's part is asked for
 */
record Arrangement(Split split, boolean transposed, Pieces pieces) {
  /** What a thread is given. */
  enum Split {
    /** All of it, on one thread. */
    WHOLE,
    /** Some rows of the result. */
    ROWS,
    /** Some columns of the result. */
    COLUMNS
  }

  /**
   * What a thread asks for at a time. For AVX-512 OpenBLAS has products of up to a million
   * multiplications that do not copy the matrices first; with a transposed right side, of a result
   * of up to 1,200 numbers.
   */
  enum Pieces {
    /** All at once. */
    ONE("in one piece"),
    /** Eight rows of the result. */
    EIGHT_ROWS("8 rows at a time"),
    /** Sixteen columns of the result. */
    SIXTEEN_COLUMNS("16 columns at a time"),
    /** As many columns, in multiples of 32, as make a million multiplications. */
    A_MILLION("columns for a million multiplications at a time");

    private static final int MILLION = 1_000_000;

    private final String words;

    Pieces(String words) {
      this.words = words;
    }

    /** Whether the whole of a product is more than a piece. */
    boolean divide(MatrixProduct p) {
      return rows(p.m()) < p.m() || columns(p.m(), p.n(), p.k()) < p.n();
    }

    /** Rows of a piece of an m × n part. */
    int rows(int m) {
      return this == EIGHT_ROWS ? Math.min(m, 8) : m;
    }

    /** Columns of a piece of an m × n part with sums of k. */
    int columns(int m, int n, int k) {
      return switch (this) {
        case ONE, EIGHT_ROWS -> n;
        case SIXTEEN_COLUMNS -> Math.min(n, 16);
        case A_MILLION -> (int) Math.min(n, Math.max(32, MILLION / ((long) m * k) / 32 * 32));
      };
    }
  }

  /** One call on one thread, as the formula says. */
  static final Arrangement PLAIN = new Arrangement(Split.WHOLE, false, Pieces.ONE);

  /** All that can be tried for this product on so many threads. */
  static List<Arrangement> of(MatrixProduct product, int threads) {
    List<Arrangement> all = new ArrayList<>();
    for (Split split : Split.values()) {
      if (split == Split.WHOLE || (threads > 1 && length(split, product) > 1)) {
        all.add(new Arrangement(split, true, Pieces.ONE));
        for (Pieces pieces : Pieces.values()) {
          if (pieces == Pieces.ONE || pieces.divide(product)) {
            all.add(new Arrangement(split, false, pieces));
          }
        }
      }
    }
    return all;
  }

  /** How many rows or columns there are to split. */
  int length(MatrixProduct product) {
    return length(split, product);
  }

  private static int length(Split split, MatrixProduct product) {
    return switch (split) {
      case WHOLE -> 1;
      case ROWS -> product.m();
      case COLUMNS -> product.n();
    };
  }

  /** {@code rows, transposed}. */
  @Override
  public String toString() {
    return split.name().toLowerCase(Locale.ROOT)
        + (transposed ? ", transposed" : "")
        + (pieces == Pieces.ONE ? "" : ", " + pieces.words);
  }
}
