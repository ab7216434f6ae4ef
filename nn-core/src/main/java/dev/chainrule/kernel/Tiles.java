package dev.chainrule.kernel;

/**
 * Long vectors are worked on tile by tile, in plain Java memory, and shared among threads in whole
 * tiles.
 */
final class Tiles {
  /**
   * Floats in a tile: 8 KiB, so that the four vectors of Adam fit a first-level cache of 32 KiB.
   * With 16 KiB a step of it takes a fifth longer.
   */
  static final int SIZE = 2048;

  /** Fewer tiles than this for each thread, and handing them over costs more than it saves. */
  static final int PER_THREAD = 8;

  private Tiles() {}

  /** Into how many parts to divide so many numbers among so many threads. */
  static int shards(long length, int threads) {
    return (int) Math.max(1, Math.min(threads, count(length) / PER_THREAD));
  }

  /** Where part {@code shard} of {@code shards} begins; the last one ends where one more would. */
  static long begin(long length, int shard, int shards) {
    return shard == shards ? length : count(length) * shard / shards * SIZE;
  }

  /** How many tiles so many numbers take. */
  static long count(long length) {
    return (length + SIZE - 1) / SIZE;
  }

  /** Writes the first row of {@code rows [count, width]} to all of them. */
  static void repeat(float[] rows, int width, int count) {
    int size = width * count;
    for (int n = width; n < size; n *= 2) {
      System.arraycopy(rows, 0, rows, n, Math.min(n, size - n));
    }
  }

  /** One long loop, since C2 vectorises none whose two arrays begin at different places. */
  static void add(float[] values, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] += values[i];
    }
  }
}
