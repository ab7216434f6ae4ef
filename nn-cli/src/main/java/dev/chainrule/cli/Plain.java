package dev.chainrule.cli;

import java.util.Locale;

/**
 * Text that came from a file or an argument, made fit for a terminal: characters that steer one, or
 * that change the order or hide what is shown, are written as escapes, and long names are cut.
 */
final class Plain {
  private static final int NAME = 60;
  private static final int WORD = 400; // a path may be long
  private static final int MESSAGE = 4000;

  private Plain() {}

  /** A name on one line, of at most {@value #NAME} characters; longer ones end with an ellipsis. */
  static String name(String text) {
    return escaped(cut(text, NAME), false);
  }

  /** A value on one line, of any length that a sentence may have. */
  static String line(String text) {
    return escaped(cut(text, MESSAGE), false);
  }

  /** A message, whose line ends stay; words and the whole are cut where nobody would read on. */
  static String message(String text) {
    StringBuilder out = new StringBuilder();
    int word = 0;
    for (int i = 0; i < Math.min(text.length(), MESSAGE); i++) {
      char c = text.charAt(i);
      word = Character.isWhitespace(c) ? 0 : word + 1;
      if (word <= WORD) {
        out.append(c);
      } else if (word == WORD + 1) {
        out.append('…');
      }
    }
    return escaped(text.length() > MESSAGE ? out + "…" : out.toString(), true);
  }

  private static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** Writes what steers or deceives as Java and JSON write it: a backslash, u, four digits. */
  static String escaped(String text, boolean keepsLines) {
    if (text.codePoints().noneMatch(Plain::steers)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (steers(c) && !(keepsLines && (c == '\n' || c == '\t'))) {
                for (char unit : Character.toChars(c)) {
                  out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /**
   * Whether a character is no text: controls (C0, DEL, C1), formats such as bidirectional overrides
   * and characters of no width, ends of lines and paragraphs, and halves of surrogate pairs.
   */
  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
