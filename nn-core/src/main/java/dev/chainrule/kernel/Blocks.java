package dev.chainrule.kernel;

/**
 * Matrix products are shared among threads in blocks of their result, as vectors are in {@link
 * Tiles}.
 */
final class Blocks {
  /** They begin at multiples of this: the width of OpenBLAS's inner kernels. */
  private static final int SIZE = 16;

  private Blocks() {}

  /** Into how many parts to divide so many multiplications along a side, at whole blocks. */
  static int shards(long multiplications, long least, int side, int threads) {
    return (int) Math.max(1, Math.min(multiplications / least, Math.min(count(side), threads)));
  }

  /** How many blocks a side has; what is less than half of one is part of another. */
  static long count(int side) {
    return (side + SIZE / 2L) / SIZE;
  }

  /** Where part {@code i} of {@code parts} of a side begins: at a whole block. */
  static int begin(int side, int i, int parts) {
    long at = (long) side * i / parts;
    return i == parts ? side : (int) ((at + SIZE / 2L) / SIZE) * SIZE;
  }
}
