package dev.chainrule.data.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on file channels that an interrupt must not break off: a channel is closed when its thread
 * is interrupted, or was so before.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** A piece of work that can be done over again. */
  interface Work<T> {
    T call() throws IOException;
  }

  /**
   * Does the work, again where an interrupt came; the thread is interrupted afterwards if it was.
   */
  static <T> T call(Work<T> work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return work.call();
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
