package dev.chainrule.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns Ctrl-C into a question that the training loop asks after each step; the process then ends
 * when the work of this scope is done, its files written.
 */
final class GracefulStop implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "graceful-stop");

  GracefulStop() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether to stop. */
  boolean asked() {
    return asked.get();
  }

  private void onShutdown() {
    asked.set(true);
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("nn: the last step takes too long; nothing more is saved");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (!asked.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        asked.set(true); // the shutdown began this moment, and waits for what follows
      }
    }
    done.countDown();
  }
}
