package dev.chainrule.tensor;

/**
 * Arrays or layers do not fit together. The message names where, what was expected, what came, and
 * what to do next.
 */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** An exception with this message. */
  public ShapeException(String message) {
    super(message);
  }

  /** The same, said again by one who knows where; the cause has the line that did it. */
  public ShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
