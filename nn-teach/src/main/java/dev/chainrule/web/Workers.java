package dev.chainrule.web;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Computes for requests: in few threads, for a bounded time, with a bounded number of others
 * waiting. So nobody's request, however large, and no number of them stops the answers to others
 * for long.
 */
final class Workers implements AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Duration limit;

  /**
   * Makes threads.
   *
   * @param waiting how many requests may wait for one
   * @param limit how long a request may take, its waiting included
   */
  Workers(int threads, int waiting, Duration limit) {
    this.limit = limit;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(waiting),
            work -> {
              Thread thread = new Thread(work, "web-worker");
              thread.setDaemon(true);
              return thread;
            });
    this.threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Does the work in one of the threads. Past the limit it is interrupted.
   *
   * @throws Refusal if it takes too long, or too many wait already
   * @throws Exception what the work throws
   */
  <T> T run(Callable<T> work) throws Exception {
    Future<T> future;
    try {
      future = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new Refusal(503, "too many requests at once: try again in a second");
    }
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } catch (TimeoutException e) {
      throw new Refusal(
          422,
          String.format(
                  Locale.ROOT,
                  "this takes longer than the %d seconds that a request may take: take a smaller network,",
                  limit.toSeconds())
              + " fewer updates or a shorter formula, or try again");
    } finally {
      future.cancel(true);
      threads.purge();
    }
  }

  /** Does the work some time, for nobody: a failure of it is seen by who asks for the same. */
  void begin(Callable<?> work) {
    Future<?> unused = threads.submit(work);
  }

  /** Interrupts what is at work. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
