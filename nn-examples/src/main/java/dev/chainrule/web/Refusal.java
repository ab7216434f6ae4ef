package dev.chainrule.web;

import dev.chainrule.formula.FormulaException;

/** A request that is answered by a sentence and not by what it asked for. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String excerpt;

  /**
   * Makes one.
   *
   * @param status of HTTP: 4xx where the request is at fault
   * @param sentence what to do about it
   */
  Refusal(int status, String sentence) {
    this(status, sentence, "");
  }

  private Refusal(int status, String sentence, String excerpt) {
    super(sentence);
    this.status = status;
    this.excerpt = excerpt;
  }

  /** That a text is no formula. */
  static Refusal of(FormulaException e) {
    String lines = String.valueOf(e.getMessage());
    return new Refusal(400, e.sentence(), lines.substring(lines.indexOf('\n') + 1));
  }

  /** That the request says something that it may not say. */
  static Refusal bad(String sentence) {
    return new Refusal(400, sentence);
  }

  /** The part of a formula that it is about, a caret below it; or nothing. */
  String excerpt() {
    return excerpt;
  }

  int status() {
    return status;
  }
}
