package dev.chainrule.data;

import java.io.IOException;

/**
 * A file was read, but its content is not what it should be. The message names the file, what was
 * expected, what was found, and what to do next.
 */
public final class DataFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** An exception with this message. */
  public DataFormatException(String message) {
    super(message);
  }

  /** An exception with this message and what led to it. */
  public DataFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
