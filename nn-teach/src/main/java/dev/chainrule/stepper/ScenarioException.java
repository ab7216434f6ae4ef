package dev.chainrule.stepper;

/**
 * A scenario that cannot be, with a sentence that says what was expected, what was got and what to
 * do next. The fault of whoever wrote it, never of the program.
 */
public final class ScenarioException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With this sentence. */
  public ScenarioException(String message) {
    super(message);
  }

  /** With this sentence, and what led to it. */
  public ScenarioException(String message, Throwable cause) {
    super(message, cause);
  }
}
