package dev.chainrule.bench;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that take their parts of a product with as little delay as can be: awake they spin, which
 * is the best case for a product and costs whole cores; at rest they are parked.
 */
final class Crew implements AutoCloseable {
  private static final int STRIDE = 16; // longs: two lines of the cache, of which some fetch both

  private static final int SPINS = (1 << 12) - 1;

  private final Thread[] workers;

  /** How many products each worker has finished, far from its neighbours. */
  private final AtomicLongArray finished;

  private Call[][] calls = {};
  private long number;

  /** How many products were given out; written after {@link #calls}, and so makes them seen. */
  private volatile long given;

  private volatile boolean awake;
  private volatile boolean closed;

  /** A crew of so many threads, of which the caller is one. */
  Crew(int threads) {
    workers = new Thread[threads - 1];
    finished = new AtomicLongArray((threads + 1) * STRIDE);
    for (int i = 0; i < workers.length; i++) {
      int worker = i + 1;
      workers[i] = new Thread(() -> work(worker), "bench-crew-" + worker);
      workers[i].setDaemon(true);
      workers[i].start();
    }
  }

  int threads() {
    return workers.length + 1;
  }

  /** From here on workers spin. */
  void wake() {
    awake = true;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  /** From here on workers sleep. */
  void rest() {
    awake = false;
  }

  /**
   * Runs the calls of each part, each part on a thread of its own, the first on the caller's;
   * returns when all are done.
   *
   * @param parts at most as many as there are threads, which must be awake if they are several
   */
  void run(Call[][] parts) {
    if (parts.length == 1) {
      run(parts[0]);
      return;
    }
    calls = parts;
    number++;
    given = number;
    run(parts[0]);
    for (int worker = 1; worker <= workers.length; worker++) { // those without a part too
      for (int spins = 0; finished.getAcquire(worker * STRIDE) != number; spins++) {
        pause(spins);
      }
    }
  }

  private static void run(Call[] part) {
    for (Call call : part) {
      call.run();
    }
  }

  private void work(int worker) {
    long seen = 0;
    int spins = 0;
    while (!closed) {
      if (given != seen) {
        spins = 0;
        seen++; // one by one, for the caller waits
        Call[][] parts = calls;
        if (worker < parts.length) {
          run(parts[worker]);
        }
        finished.setRelease(worker * STRIDE, seen);
      } else if (awake) {
        pause(spins++);
      } else {
        LockSupport.park(this);
      }
    }
  }

  /** Now and then lets another thread have the core: where cores are shared, the awaited one. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint is all that is wanted
  private static void pause(int spins) {
    if ((spins & SPINS) == SPINS) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
  }
}
