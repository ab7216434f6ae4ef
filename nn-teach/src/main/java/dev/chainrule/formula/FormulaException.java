package dev.chainrule.formula;

import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Something in a text is no formula. The message is a sentence, the text, and a caret below the
 * character that it is about:
 *
 * <pre>
 * unknown function "sine": did you mean sin?
 *   1 + sine(x)
 *       ^
 * </pre>
 */
public final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** So much of a long text is shown before and after the character. */
  private static final int WINDOW = 60;

  private final String sentence;
  private final int offset;
  private final transient List<String> suggestions;

  FormulaException(String sentence, String text, int offset, List<String> suggestions) {
    super(sentence + "\n" + excerpt(text, offset));
    this.sentence = sentence;
    this.offset = offset;
    this.suggestions = List.copyOf(suggestions);
  }

  /** The message's first line. */
  public String sentence() {
    return sentence;
  }

  /** The index of the character in the text. */
  public int offset() {
    return offset;
  }

  /** Formulas that the sentence offers in place of what stands there; each of them can be read. */
  public List<String> suggestions() {
    return suggestions;
  }

  /** Two lines: the text, or the part of it around the character, and the caret. */
  private static String excerpt(String text, int offset) {
    int from = offset <= WINDOW ? 0 : boundary(text, offset - WINDOW);
    int to = text.length() - offset <= WINDOW ? text.length() : boundary(text, offset + WINDOW);
    String before = (from > 0 ? "…" : "") + printable(text.substring(from, offset));
    String after = printable(text.substring(offset, to)) + (to < text.length() ? "…" : "");
    int columns = before.codePoints().map(WCWidth::wcwidth).sum();
    return "  " + before + after + "\n  " + " ".repeat(columns) + "^";
  }

  /** An index near this one that does not part a surrogate pair. */
  private static int boundary(String text, int index) {
    boolean inside =
        Character.isHighSurrogate(text.charAt(index - 1))
            && Character.isLowSurrogate(text.charAt(index));
    return inside ? index - 1 : index;
  }

  /** On one line, in one direction: tabs and newlines are spaces, what cannot be seen is �. */
  static String printable(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().map(FormulaException::printable).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static int printable(int point) {
    if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
      return ' ';
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          '�';
      default -> WCWidth.wcwidth(point) < 0 ? '�' : point;
    };
  }
}
