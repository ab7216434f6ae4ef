package dev.chainrule.kernel;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that help {@link WorkerPool}s. One that its pool has no more work for sleeps until
 * any pool needs one, and ends after {@value #IDLE_NANOS} ns of sleep. So the number of threads
 * follows from how much is computed at the same time, not from how many networks there are, and no
 * one has to close anything.
 *
 * <p>Their number is limited; a pool that gets none does its work alone.
 */
final class Helpers {
  /** Those of this process: as it has one set of cores, it has one set of helpers. */
  static final Helpers OF_PROCESS = new Helpers(KernelChoice.MOST_THREADS);

  static final long IDLE_NANOS = 2_000_000_000;

  private final int most;
  private @Nullable Helper asleep; // the last one to fall asleep, whose caches are warmest
  private int count;

  /** Helpers that are at most {@code most} threads; none begins before it is needed. */
  Helpers(int most) {
    this.most = most;
  }

  /**
   * Sends a thread to help.
   *
   * @param number the pool's own for it
   * @return false if there is none to send
   */
  boolean send(WorkerPool pool, int number, Lane lane) {
    Helper helper = wake(pool, number, lane);
    if (helper == null) {
      return false;
    }
    if (helper.getState() != Thread.State.NEW) {
      LockSupport.unpark(helper);
      return true;
    }
    try {
      helper.start();
      return true;
    } catch (OutOfMemoryError e) { // no more threads
      forget();
      return false;
    }
  }

  private synchronized @Nullable Helper wake(WorkerPool pool, int number, Lane lane) {
    Helper helper = asleep;
    if (helper != null) {
      asleep = helper.next;
      helper.next = null;
    } else if (count < most) {
      count++;
      helper = new Helper("chainrule-" + count);
    } else {
      return null;
    }
    helper.number = number;
    helper.lane = lane;
    helper.pool = pool; // last: it is what the helper looks at
    return helper;
  }

  /** How many threads there are. */
  synchronized int count() {
    return count;
  }

  private synchronized void forget() {
    count--;
  }

  private synchronized void layDown(Helper helper) {
    helper.next = asleep;
    asleep = helper;
  }

  /** Takes a sleeping one away for good; false if it was woken meanwhile. */
  private synchronized boolean remove(Helper helper) {
    Helper before = null;
    for (Helper h = asleep; h != null; h = h.next) {
      if (h == helper) {
        if (before == null) {
          asleep = h.next;
        } else {
          before.next = h.next;
        }
        count--;
        return true;
      }
      before = h;
    }
    return false;
  }

  /** One thread. */
  private final class Helper extends Thread {
    private @Nullable Helper next; // guarded by the lock of all
    private int number;
    private @Nullable Lane lane;
    private volatile @Nullable WorkerPool pool;

    Helper(String name) {
      super(null, null, name, 0, false); // with nothing of the caller's thread
      setDaemon(true);
    }

    @Override
    public void run() {
      do {
        help();
        layDown(this);
      } while (isNeededAgain());
    }

    private void help() {
      WorkerPool of = pool;
      Lane with = lane;
      pool = null; // nor hold on to it while asleep
      lane = null;
      if (of != null && with != null) {
        of.help(number, with);
      }
    }

    private boolean isNeededAgain() {
      long start = System.nanoTime();
      while (pool == null) {
        boolean ignored = Thread.interrupted(); // else it would not sleep
        LockSupport.parkNanos(Helpers.this, IDLE_NANOS);
        boolean over = System.nanoTime() - start > IDLE_NANOS;
        if (pool == null && over && remove(this)) {
          return false;
        }
      }
      return true;
    }
  }
}
