package dev.chainrule.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C (and {@code kill}) into a question that the training loop asks after each step, so
 * that what was learnt is written before the process ends. A second Ctrl-C ends it at once.
 *
 * <p>Not a shutdown hook: while hooks run, AWT can no longer be loaded, and no curves are drawn.
 */
final class GracefulStop implements AutoCloseable {
  /** The exit code of an interrupted process: 128 + SIGINT. */
  static final int INTERRUPTED = 130;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final Deque<Runnable> undo = new ArrayDeque<>();

  GracefulStop() {
    for (String signal : List.of("INT", "TERM")) {
      Object before = Signals.register(signal, this::onSignal);
      undo.push(() -> Signals.unregister(signal, before));
    }
  }

  /** Whether to stop. */
  boolean asked() {
    return asked.get();
  }

  private void onSignal() {
    if (asked.getAndSet(true)) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
  }

  @Override
  public void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
