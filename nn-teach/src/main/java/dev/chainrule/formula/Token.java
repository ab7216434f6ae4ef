package dev.chainrule.formula;

/**
 * A piece of a text that means something by itself.
 *
 * @param symbol what it means: × and · are both {@code *}
 * @param start where it begins in the text
 * @param end where it ends
 */
record Token(Kind kind, String symbol, int start, int end) {
  /** What it is. */
  enum Kind {
    NUMBER,
    NAME,
    /** An exponent that is written raised: ². */
    RAISED,
    SYMBOL,
    END
  }

  boolean is(String other) {
    return kind == Kind.SYMBOL && symbol.equals(other);
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
