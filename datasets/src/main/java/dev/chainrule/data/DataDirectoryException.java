package dev.chainrule.data;

import java.io.IOException;

/**
 * A directory that was named by hand does not have what was asked of it. The message says what it
 * has and what it lacks.
 */
public final class DataDirectoryException extends IOException {
  private static final long serialVersionUID = 1L;

  /** An exception with this message. */
  public DataDirectoryException(String message) {
    super(message);
  }
}
