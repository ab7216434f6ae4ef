package dev.chainrule.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C (and {@code kill}) into a question that the training loop asks after each step, so
 * that what was learnt is written before the process ends. A second Ctrl-C, a second later or more,
 * ends it at once.
 *
 * <p>Not a shutdown hook: while hooks run, AWT can no longer be loaded, and no curves are drawn.
 */
final class GracefulStop implements AutoCloseable {
  private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);
  private static final int SIGNALLED = 128;
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final AtomicInteger signal = new AtomicInteger();
  private final AtomicLong askedAt = new AtomicLong();
  private final Deque<Runnable> undo = new ArrayDeque<>();

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

  private void onSignal(int number) {
    if (signal.compareAndSet(0, number)) {
      askedAt.set(System.nanoTime());
    } else if (System.nanoTime() - askedAt.get() > PATIENCE_NANOS) {
      System.err.println("\nnn: ended at once; nothing more is written");
      Runtime.getRuntime().halt(exitCode());
    }
  }

  @Override
  public void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
