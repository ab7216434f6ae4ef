package dev.chainrule.diff;

import java.text.Normalizer;

/** How derivatives are called. */
final class DerivativeNames {
  private static final char DOT_ABOVE = '\u0307';
  private static final char SPACING_DOT = '\u02d9';

  private DerivativeNames() {}

  /** ẋ or word˙: how it changes with the number in which a forward sweep begins. */
  static String dotted(String name) {
    int first = name.offsetByCodePoints(0, 1);
    if (first < name.length() && Character.isLetter(name.codePointAt(first))) {
      return name + SPACING_DOT;
    }
    return Normalizer.normalize(
        name.substring(0, first) + DOT_ABOVE + name.substring(first), Normalizer.Form.NFC);
  }

  /** ∂f/∂x: how f changes with x, by whatever way. */
  static String partial(String of, String by) {
    return "∂" + of + "/∂" + by;
  }
}
