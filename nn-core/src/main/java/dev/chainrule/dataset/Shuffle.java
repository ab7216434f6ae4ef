package dev.chainrule.dataset;

import dev.chainrule.random.RandomStream;

/**
 * In which order an epoch sees its rows. A pure function of the number of rows and the random
 * stream: the same stream gives the same order.
 *
 * <pre>{@code
 * int[] order = Shuffle.UNIFORM.order(60_000, RandomStream.of(1).split("epoch 1"));
 * Dataset inFileOrder = data.withShuffle((rows, random) -> IntStream.range(0, rows).toArray());
 * }</pre>
 */
@FunctionalInterface
public interface Shuffle {
  /** Every order is as likely as any other: for rows in memory. */
  Shuffle UNIFORM = (rows, random) -> random.permutation(rows);

  /**
   * The order of one epoch.
   *
   * @param rows how many there are
   * @param random advanced
   * @return 0 … rows − 1, each once, as a new array
   */
  int[] order(int rows, RandomStream random);

  /**
   * Whether rows that stand near each other are seen near each other, so that it pays to keep them
   * together.
   */
  default boolean keepsNeighbours() {
    return false;
  }
}
