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
 */
record Arrangement(Split split, boolean transposed) {
  /** What a thread is given. */
  enum Split {
    /** All of it, on one thread. */
    WHOLE,
    /** Some rows of the result. */
    ROWS,
    /** Some columns of the result. */
    COLUMNS
  }

  /** One call on one thread, as the formula says. */
  static final Arrangement PLAIN = new Arrangement(Split.WHOLE, false);

  /** All that can be tried for this product on so many threads, the plain one first. */
  static List<Arrangement> of(Product product, int threads) {
    List<Arrangement> all = new ArrayList<>();
    for (Split split : Split.values()) {
      if (split == Split.WHOLE || (threads > 1 && length(split, product) > 1)) {
        all.add(new Arrangement(split, false));
        all.add(new Arrangement(split, true));
      }
    }
    return all;
  }

  /** How many rows or columns there are to split. */
  int length(Product product) {
    return length(split, product);
  }

  private static int length(Split split, Product product) {
    return switch (split) {
      case WHOLE -> 1;
      case ROWS -> product.m();
      case COLUMNS -> product.n();
    };
  }

  /** {@code rows, transposed}. */
  @Override
  public String toString() {
    return split.name().toLowerCase(Locale.ROOT) + (transposed ? ", transposed" : "");
  }
}
