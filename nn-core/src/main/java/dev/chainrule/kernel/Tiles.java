package dev.chainrule.kernel;

/** How a long vector is shared: whole tiles of {@link HostMemory#TILE} numbers for each thread. */
final class Tiles {
  /** Fewer tiles than this for each thread, and handing them over costs more than it saves. */
  static final int PER_THREAD = 4;

  private Tiles() {}

  /** Into how many parts to divide so many numbers among so many threads. */
  static int shards(long length, int threads) {
    return (int) Math.max(1, Math.min(threads, count(length) / PER_THREAD));
  }

  /** Where part {@code shard} of {@code shards} begins; the last one ends where one more would. */
  static long begin(long length, int shard, int shards) {
    return shard == shards ? length : count(length) * shard / shards * HostMemory.TILE;
  }

  private static long count(long length) {
    return (length + HostMemory.TILE - 1) / HostMemory.TILE;
  }
}
