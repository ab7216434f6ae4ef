package dev.chainrule.data;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A file was cut short or written to after it was mapped, so that its rows can no longer be read.
 * The message names the file, what happened, and what to do next.
 */
public final class DataChangedException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  /** An exception with this message. */
  public DataChangedException(String message) {
    super(message, new IOException(message));
  }

  /** An exception with this message and what led to it. */
  public DataChangedException(String message, Throwable cause) {
    super(message, new IOException(message, cause));
  }
}
