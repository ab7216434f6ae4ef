package dev.chainrule.data;

import java.io.IOException;

/**
 * A file could not be fetched from anywhere. The message lists every mirror tried with its reason,
 * the files wanted, and where to put them by hand.
 */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  /** An exception with this message. */
  public DownloadException(String message) {
    super(message);
  }
}
