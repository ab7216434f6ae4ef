package dev.chainrule.dataset;

import dev.chainrule.random.RandomStream;

/**
 * A shuffle for rows on a disk, where one row costs a whole page and neighbours cost nothing more.
 * Rows are cut into blocks of neighbours; the blocks are put in random order, and dealt in that
 * order into pools of {@code pool} blocks; the rows of each pool are shuffled with one another. So
 * an epoch reads the file a pool at a time, each row once.
 *
 * <p>How far from {@link Shuffle#UNIFORM} it is: rows of one block always meet in the same pool,
 * that is, fewer than pool · block rows apart in an epoch; which blocks share a pool is uniformly
 * random and new in every epoch, and so is the order within a pool. With no more blocks than fit in
 * one pool, every order is as likely as any other. The worst case is a file sorted by class: if
 * each block were of one of ten classes, a pool of 64 blocks would have 10 ± 3.8 % of each (one
 * standard deviation, √(p(1 − p) / pool)), where a uniform order has 10 ± 0.1 % over as many rows.
 * Files in no order to begin with lose nothing.
 *
 * @param block rows in a block; the last block may be smaller
 * @param pool blocks that are shuffled together; the last pool may be smaller
 */
public record BlockShuffle(int block, int pool) implements Shuffle {
  /** Blocks in a pool, unless said otherwise: of 1 MiB each, 64 MiB are being read at a time. */
  public static final int POOL = 64;

  private static final long BLOCK_BYTES = 1 << 20;

  /** Checks the numbers. */
  public BlockShuffle {
    if (block < 1 || pool < 1) {
      throw new IllegalArgumentException(
          "block and pool must be at least 1, got " + block + " and " + pool);
    }
  }

  /** Blocks of 1 MiB, {@value #POOL} in a pool, for rows of so many bytes. */
  public static BlockShuffle ofRowsOf(long bytes) {
    return new BlockShuffle((int) Math.max(1, BLOCK_BYTES / Math.max(1, bytes)), POOL);
  }

  @Override
  public int[] order(int rows, RandomStream random) {
    int[] blocks = random.permutation((int) ((rows + (long) block - 1) / block));
    int[] order = new int[rows];
    int end = 0;
    for (int first = 0; first < blocks.length; first += pool) {
      int begin = end;
      for (int b = first; b < Math.min((long) first + pool, blocks.length); b++) {
        long row = (long) blocks[b] * block;
        for (long last = Math.min(row + block, rows); row < last; row++) {
          order[end++] = (int) row;
        }
      }
      random.shuffle(order, begin, end);
    }
    return order;
  }

  @Override
  public boolean keepsNeighbours() {
    return true;
  }
}
