package dev.chainrule.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream on which nothing has arrived for a while, so that its reader gets an exception
 * rather than waiting for ever.
 */
final class StallGuard implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "download stall guard");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> watch;
  private volatile boolean stalled;
  private volatile long lastMove = System.nanoTime();

  StallGuard(InputStream in, Duration limit) {
    long period = limit.toNanos() / 4;
    watch =
        clock.scheduleAtFixedRate(
            () -> closeIfStalled(in, limit), period, period, TimeUnit.NANOSECONDS);
  }

  private void closeIfStalled(InputStream in, Duration limit) {
    if (System.nanoTime() - lastMove > limit.toNanos()) {
      stalled = true;
      try {
        in.close();
      } catch (IOException e) { // the reader gets an exception of its own
        watch.cancel(false);
      }
    }
  }

  /** Something has arrived. */
  void moved() {
    lastMove = System.nanoTime();
  }

  /** Whether the stream was closed since nothing arrived. */
  boolean stalled() {
    return stalled;
  }

  @Override
  public void close() {
    watch.cancel(false);
    clock.shutdown();
  }
}
