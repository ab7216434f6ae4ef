package dev.chainrule.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What a task takes of Java's heap, on all threads together. */
final class Allocation {
  private static final int TRIES = 3;

  private Allocation() {}

  /**
   * Bytes per step, rounded: the least of three looks, less what looking itself takes, for other
   * threads of this process make garbage too.
   */
  static long perStep(TimedTask task, long steps) {
    long least = Long.MAX_VALUE;
    task.before();
    for (int i = 0; i < TRIES; i++) {
      long own = bytes(task, 0);
      least = Math.min(least, bytes(task, steps) - own);
    }
    task.after();
    return Math.max(0, Math.round((double) least / steps));
  }

  private static long bytes(TimedTask task, long steps) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    Map<Long, Long> before = new HashMap<>();
    long[] allocated = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      before.put(ids[i], allocated[i]);
    }
    for (long i = 0; i < steps; i++) {
      task.run();
    }
    long sum = 0;
    long[] idsAfter =
        threads.getAllThreadIds(); // a step that starts threads shall not hide in them
    long[] after = threads.getThreadAllocatedBytes(idsAfter);
    for (int i = 0; i < idsAfter.length; i++) {
      sum += Math.max(0, after[i]) - Math.max(0, before.getOrDefault(idsAfter[i], 0L));
    }
    return sum;
  }
}
