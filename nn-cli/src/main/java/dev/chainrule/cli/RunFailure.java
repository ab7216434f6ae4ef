package dev.chainrule.cli;

/** A training run that something ended before it was done, with what is kept of it. */
final class RunFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String kept;

  /**
   * A failure.
   *
   * @param cause what went wrong
   * @param kept a sentence about what was written, and where
   */
  RunFailure(Throwable cause, String kept) {
    super(cause);
    this.kept = kept;
  }

  /** What was written, and where. */
  String kept() {
    return kept;
  }
}
