package dev.chainrule.web;

/** A request that is answered by a sentence and not by what it asked for. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Makes one.
   *
   * @param status of HTTP: 4xx where the request is at fault
   * @param sentence what to do about it
   */
  Refusal(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** That the request says something that it may not say. */
  static Refusal bad(String sentence) {
    return new Refusal(400, sentence);
  }

  int status() {
    return status;
  }
}
