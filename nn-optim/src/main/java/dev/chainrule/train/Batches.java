package dev.chainrule.train;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The batches of an epoch, one after the other in the same memory. With a reader, a daemon thread
 * gathers the next rows while the last batch is worked on: the same rows in the same order, so the
 * same bits.
 *
 * <p>One buffer does for both threads: the reader has it while a step runs, and the step begins by
 * copying it to the arrays, which costs a tenth of gathering.
 */
final class Batches implements AutoCloseable {
  private final Batch batch;
  private final int most;
  private final @Nullable ExecutorService reader;
  private CompletableFuture<Void> gathered = CompletableFuture.completedFuture(null);
  private int[] order = {};
  private int from;

  /**
   * Batches of at most so many rows.
   *
   * @param batch has room for them; filled again and again
   * @param readAhead whether to gather the next rows on another thread
   */
  Batches(Batch batch, int most, boolean readAhead) {
    this.batch = batch;
    this.most = most;
    this.reader = readAhead ? Executors.newSingleThreadExecutor(Batches::daemon) : null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "chainrule-reader");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins an epoch of these rows in this order, once the last one is at its end. */
  void begin(int[] rows) {
    order = rows;
    from = 0;
    gatherAhead();
  }

  /** Whether there is another batch in this epoch. */
  boolean hasNext() {
    return from < order.length;
  }

  /**
   * The next batch, the same object every time, to be used until the next call. What goes wrong in
   * reading it is thrown here, whichever thread it went wrong on.
   */
  Batch next() {
    int count = count();
    if (reader == null) {
      batch.read(order, from, count);
    } else {
      await();
      batch.write(count);
    }
    from += count;
    gatherAhead();
    return batch;
  }

  private int count() {
    return Math.min(most, order.length - from);
  }

  private void gatherAhead() {
    if (reader != null && hasNext()) {
      int[] rows = order;
      int at = from;
      int count = count();
      gathered = CompletableFuture.runAsync(() -> batch.gather(rows, at, count), reader);
    }
  }

  private void await() {
    try {
      gathered.join();
    } catch (CompletionException e) { // around what the data set threw
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Ends the reader; when this returns, nobody reads the data set any more. */
  @Override
  public void close() {
    if (reader != null) {
      reader.shutdown(); // no interrupt: it would close the file of a data set that reads one
      gathered.exceptionally(unread -> null).join();
    }
  }
}
