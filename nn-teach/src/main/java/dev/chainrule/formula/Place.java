package dev.chainrule.formula;

import java.util.List;

/**
 * A character of a text that people wrote, for errors that point at it. A formula is the same
 * wherever it stands, so any two places are equal.
 */
public final class Place {
  private final String text;
  private final int offset;

  Place(String text, int offset) {
    this.text = text;
    this.offset = offset;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The index of the character, as in {@link String#charAt}. */
  public int offset() {
    return offset;
  }

  /** The sentence with the text below it and a caret below the character. */
  public FormulaException error(String sentence) {
    return error(sentence, List.of());
  }

  /** The sentence, which offers these formulas in place of what stands here. */
  FormulaException error(String sentence, List<String> suggestions) {
    return new FormulaException(sentence, text, offset, suggestions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "character " + (text.codePointCount(0, offset) + 1);
  }
}
