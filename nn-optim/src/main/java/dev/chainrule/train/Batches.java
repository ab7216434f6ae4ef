package dev.chainrule.train;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills a batch with the rows of an epoch, some after the others. With a reader, another thread
 * gathers the next rows while the last ones are worked on: the same rows in the same order, so the
 * same bits.
 *
 * <p>One buffer does for both threads: the reader has it while a step runs, and the step begins by
 * copying it to the arrays, which costs a tenth of gathering.
 */
final class Batches implements AutoCloseable {
  private final Batch batch;
  private final int most;
  private final BooleanSupplier stop;
  private final @Nullable ReadAhead reader;
  private int[] order = {};
  private int from;

  /**
   * The batches of one epoch after another.
   *
   * @param batch filled again and again
   * @param most how many rows it has room for
   * @param readAhead whether to gather the next rows on another thread
   * @param stop when not to wait for that thread any longer
   */
  Batches(Batch batch, int most, boolean readAhead, BooleanSupplier stop) {
    this.batch = batch;
    this.most = most;
    this.stop = stop;
    this.reader = readAhead ? new ReadAhead(batch) : null;
  }

  /** Begins an epoch of these rows in this order, once the last one is at its end. */
  void begin(int[] rows) {
    order = rows;
    from = 0;
    gatherAhead();
  }

  /**
   * Fills the batch with the next rows. What goes wrong in reading them is thrown here, whichever
   * thread it went wrong on.
   *
   * @return false at the end of the epoch, and {@link #gaveUp} where it was to stop before they
   *     came
   */
  boolean next() {
    if (from >= order.length) {
      return false;
    }
    int count = count();
    if (reader == null) {
      batch.read(order, from, count);
    } else if (reader.await(stop)) {
      batch.write(count);
    } else {
      return false;
    }
    from += count;
    gatherAhead();
    return true;
  }

  /** Whether {@link #next} was false although the epoch has more rows. */
  boolean gaveUp() {
    return from < order.length;
  }

  private int count() {
    return Math.min(most, order.length - from);
  }

  private void gatherAhead() {
    if (reader != null && from < order.length) {
      reader.ask(order, from, count());
    }
  }

  /** Ends the reader, as {@link ReadAhead#close} says. */
  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }
}
