package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Threads that call a task again and again until told to stop. */
final class Callers {
  private final LongAdder calls = new LongAdder();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Starts them.
   *
   * @param task gives each thread what it calls; asked on that thread
   */
  Callers(int count, Supplier<TimedTask> task) {
    for (int i = 1; i <= count; i++) {
      Thread thread = new Thread(() -> callUntilStopped(task), "bench-caller-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void callUntilStopped(Supplier<TimedTask> task) {
    try {
      TimedTask own = task.get();
      while (!stopped) {
        own.run();
        calls.increment();
      }
    } catch (RuntimeException | Error e) { // told to the one who asks for the rate
      failure.compareAndSet(null, e);
    }
  }

  /**
   * Calls per second of all threads together, over the next so many milliseconds.
   *
   * @throws IllegalStateException if a thread's task failed
   */
  double rate(long millis) {
    long before = calls.sum();
    long start = System.nanoTime();
    sleep(millis);
    double seconds = (System.nanoTime() - start) / 1e9;
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a calling thread failed: " + failed, failed);
    }
    return (calls.sum() - before) / seconds;
  }

  /** Ends all threads, after the call that each is at. */
  void stop() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it measured", e);
    }
  }
}
