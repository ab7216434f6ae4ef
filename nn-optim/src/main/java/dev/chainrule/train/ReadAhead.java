package dev.chainrule.train;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread that gathers the rows of the next batch while a step runs on the last one.
 *
 * <p>No one waits for it for ever: whoever waits looks every {@value #LOOK_MILLIS} ms whether it
 * should stop, and whether the thread is still alive, for an error of the virtual machine may end
 * it anywhere.
 */
final class ReadAhead implements AutoCloseable {
  private static final long LOOK_MILLIS = 50;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private enum State {
    IDLE,
    ASKED,
    GATHERED,
    CLOSED
  }

  private final Batch batch;
  private final Thread thread;
  private State state = State.IDLE;
  private @Nullable Throwable failure;

  // What is asked for.
  private int[] rows = {};
  private int from;
  private int count;

  /** A reader that fills this batch; its thread begins at once and waits. */
  ReadAhead(Batch batch) {
    this.batch = batch;
    this.thread = new Thread(this::work, "chainrule-reader");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((ignored, e) -> end(e));
    thread.start();
  }

  /** Asks for rows {@code rows[from] … rows[from + count − 1]}; the last ones were awaited. */
  synchronized void ask(int[] rows, int from, int count) {
    this.rows = rows;
    this.from = from;
    this.count = count;
    state = State.ASKED;
    notifyAll();
  }

  /**
   * Waits for the rows that were asked for, and throws what went wrong in reading them.
   *
   * @param stop when to give up waiting; an interrupt, which stays set, is another reason
   * @return false if it gave up
   * @throws IllegalStateException if the thread died without a word
   */
  synchronized boolean await(BooleanSupplier stop) {
    while (state == State.ASKED && thread.isAlive()) {
      long start = System.nanoTime();
      try {
        wait(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      boolean inVain = System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
      if (state == State.ASKED && inVain && stop.getAsBoolean()) {
        return false;
      }
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null || state != State.GATHERED) { // or from a language without checked ones
      throw new IllegalStateException("the thread that reads the rows has died", failure);
    }
    state = State.IDLE;
    return true;
  }

  private void work() {
    while (waitForWork()) {
      try {
        batch.gather(rows, from, count);
        gathered();
      } catch (Throwable e) { // whatever it is, the training thread throws it
        end(e);
      }
    }
  }

  private synchronized boolean waitForWork() {
    while (state != State.ASKED && state != State.CLOSED) {
      try {
        wait();
      } catch (InterruptedException e) {
        end(e); // nobody but a data set knows this thread
      }
    }
    return state == State.ASKED;
  }

  private synchronized void gathered() {
    if (state == State.ASKED) {
      state = State.GATHERED;
    }
    notifyAll();
  }

  private synchronized void end(Throwable e) {
    if (failure == null) {
      failure = e;
    }
    state = State.CLOSED;
    notifyAll();
  }

  /**
   * Ends the thread. When this returns, nobody reads the data set any more, unless what it waits
   * for takes longer than two seconds: then the thread ends when that comes.
   */
  @Override
  public void close() {
    synchronized (this) {
      state = State.CLOSED;
      notifyAll(); // no interrupt: it would close the file of a data set that reads one
    }
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (thread.isAlive() && System.nanoTime() < end) {
      try {
        thread.join(LOOK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
