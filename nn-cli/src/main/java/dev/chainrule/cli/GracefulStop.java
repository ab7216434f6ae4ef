package dev.chainrule.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C, {@code kill} and a closed terminal into a question that the training loop asks
 * after each step, so that what was learnt is written before the process ends. A second signal, a
 * second later or more, ends it at once; while the model is being written, once it is.
 *
 * <p>A signal that the process was started to ignore, as {@code nohup} does with that of a closed
 * terminal, stays ignored. Not a shutdown hook: while hooks run, AWT can no longer be loaded, and
 * no curves are drawn.
 */
final class GracefulStop implements AutoCloseable {
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final int SIGNALLED = 128;
  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long SECONDS_TO_WRITE = 10; // a model of 1 GB; a disk that hangs takes more

  private final AtomicInteger signal = new AtomicInteger();
  private final AtomicLong askedAt = new AtomicLong();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile String kept = "nothing was written";

  /** Writes something. */
  interface Writing {
    void run() throws IOException;
  }

  GracefulStop() {
    SIGNALS.forEach(
        (name, number) -> {
          Object before = Signals.register(name, () -> onSignal(number));
          undo.push(() -> Signals.unregister(name, before));
        });
  }

  /** Whether to stop. */
  boolean asked() {
    return signal.get() != 0;
  }

  /** The exit code of a process that ends because of the signal: 130 after Ctrl-C. */
  int exitCode() {
    return SIGNALLED + signal.get();
  }

  /**
   * Writes what must not be cut off by a second signal.
   *
   * @param kept what to say of it if one comes later: {@code the model is kept}
   */
  void write(Writing work, String kept) throws IOException {
    writing.lock();
    try {
      work.run();
      this.kept = kept;
    } finally {
      writing.unlock();
    }
  }

  private void onSignal(int number) {
    if (signal.compareAndSet(0, number)) {
      askedAt.set(System.nanoTime());
    } else if (System.nanoTime() - askedAt.get() > PATIENCE_NANOS) {
      awaitWriting();
      System.err.println("\nnn: ended at once; " + kept);
      Runtime.getRuntime().halt(exitCode());
    }
  }

  private void awaitWriting() {
    try {
      if (writing.tryLock(SECONDS_TO_WRITE, TimeUnit.SECONDS)) {
        writing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
