package dev.chainrule.kernel;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The threads that share one piece of work at a time: the caller and its helpers, each with a
 * {@link Lane} of its own.
 *
 * <p>Work comes in shards, and what a shard is does not depend on who does it: each helper first
 * takes the shard of its own number, so that it finds that data in its core's cache, and whoever
 * has nothing left to do, the caller too, takes what nobody has begun. So a helper that the system
 * does not let run delays nobody.
 *
 * <p>A step of a small network takes some 100 µs and has several such pieces; waking a thread takes
 * 5 to 50 µs. So a helper that has nothing to do goes on looking for {@value #SPIN_NANOS} ns before
 * it is given back to the {@link Helpers} of all pools.
 */
final class WorkerPool {
  /** One piece of work, in shards that may be done in any order and at the same time. */
  interface Work {
    void shard(int shard, int shards, Lane lane);
  }

  private static final long SPIN_NANOS = 100_000;
  private static final int SPINS_BEFORE_YIELD = 2_000;

  private static final int MORE_THAN_SHARDS = 1 << 10;

  private static final int GONE = 0; // also: not yet there
  private static final int HERE = 1;

  private final int size;
  private final boolean alone;
  private final Helpers helpers;
  private final @Nullable Lane[] lanes;
  private final AtomicIntegerArray status;
  private final AtomicLongArray taken; // by shard: in which turn it was last begun
  private final AtomicLongArray done; // by shard: in which turn it was last finished
  private final @Nullable Throwable[] failures;
  private @Nullable Work work;

  private boolean isAtWork; // the caller's

  /** Which turn it is, times {@link #MORE_THAN_SHARDS}, plus the number of its shards. */
  private volatile long turn;

  /**
   * A pool of {@code size}, the caller among them; no thread begins before it is needed.
   *
   * @param alone whether the caller does all shards, so that the others never come
   * @throws IllegalArgumentException unless the size is in 1 … {@value KernelChoice#MOST_THREADS}
   */
  WorkerPool(int size, boolean alone) {
    this(size, alone, Helpers.OF_PROCESS);
  }

  /** A pool whose other members come from these. */
  WorkerPool(int size, boolean alone, Helpers helpers) {
    KernelChoice.checkThreads(size);
    this.helpers = helpers;
    this.size = size;
    this.alone = alone;
    this.lanes = new Lane[size];
    this.status = new AtomicIntegerArray(size);
    this.taken = new AtomicLongArray(size);
    this.done = new AtomicLongArray(size);
    this.failures = new Throwable[size];
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** The caller's lane. */
  Lane lane() {
    return lane(0);
  }

  private Lane lane(int i) {
    Lane lane = lanes[i];
    if (lane == null) {
      lane = new Lane();
      lanes[i] = lane;
    }
    return lane;
  }

  /**
   * Does all shards, and returns when they are done.
   *
   * @param shards 1 to {@link #size}; one is done by the caller without further ado
   * @throws RuntimeException what a shard threw, the first one's where several did
   * @throws IllegalStateException if the pool is at work already: for another thread, or around
   *     this very call
   */
  void run(Work work, int shards) {
    if (isAtWork) {
      throw new IllegalStateException(
          "these kernels are at work: they are for one thread at a time, and what they call must"
              + " not call them");
    }
    isAtWork = true;
    try {
      if (shards == 1 || alone) {
        for (int i = 0; i < shards; i++) {
          work.shard(i, shards, lane());
        }
      } else {
        share(work, shards);
      }
    } finally {
      isAtWork = false;
    }
  }

  private void share(Work work, int shards) {
    this.work = work;
    long now = (turn / MORE_THAN_SHARDS + 1) * MORE_THAN_SHARDS + shards;
    turn = now;
    for (int i = 1; i < shards; i++) {
      wake(i);
    }
    takeShards(0, now, lane());
    for (int i = 0; i < shards; i++) {
      await(i, now);
    }
    for (int i = 0; i < shards; i++) {
      Throwable failure = failures[i];
      if (failure != null) {
        Arrays.fill(failures, null);
        throw rethrown(failure);
      }
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException e
        ? e
        : new CompletionException(
            failure); // from a language whose methods do not say what they throw
  }

  @SuppressWarnings("ThreadPriorityCheck") // whoever does the shard is at it; this only waits
  private void await(int shard, long now) {
    for (int spins = 0; done.get(shard) != now; spins++) {
      if (spins < SPINS_BEFORE_YIELD) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // there may be fewer cores than threads
      }
    }
  }

  private void wake(int i) {
    if (status.get(i) == HERE) {
      return;
    }
    // Whoever changes it from GONE comes, so that a lane has one thread at a time.
    if (status.compareAndSet(i, GONE, HERE) && !helpers.send(this, i, lane(i))) {
      status.set(i, GONE); // no more threads: others do its shards
    }
  }

  /** What helper {@code i} does until nothing has come for a while. */
  void help(int i, Lane lane) {
    long seen = 0; // no turn: if one is over already, there is nothing of it left to take
    do {
      long now = turn;
      if (now != seen) {
        seen = now;
        takeShards(i, now, lane);
      }
    } while (moreComes(i, seen));
  }

  private void takeShards(int own, long now, Lane lane) {
    int shards = (int) (now % MORE_THAN_SHARDS);
    for (int i = 0; i < shards; i++) {
      int shard = (own + i) % shards;
      long last = taken.get(shard);
      // Once a turn is over all its shards have its number, so that one who comes late takes none.
      if (last < now && taken.compareAndSet(shard, last, now)) {
        try {
          Objects.requireNonNull(work).shard(shard, shards, lane);
        } catch (Throwable e) { // whatever it is, the caller waits for the shard and throws it
          failures[shard] = e;
        }
        done.set(shard, now);
      }
    }
  }

  /** Looks for the next turn; false if none comes, and the helper is then no longer here. */
  private boolean moreComes(int i, long seen) {
    long start = System.nanoTime();
    for (int spins = 1; turn == seen; spins++) {
      Thread.onSpinWait();
      if (spins % 32 == 0 && System.nanoTime() - start > SPIN_NANOS) {
        break;
      }
    }
    if (turn != seen) {
      return true;
    }
    status.set(i, GONE);
    // The caller may have begun a turn before it saw this.
    return turn != seen && status.compareAndSet(i, GONE, HERE);
  }
}
