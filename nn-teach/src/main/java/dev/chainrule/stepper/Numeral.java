package dev.chainrule.stepper;

import java.util.Locale;

/** HeapVector as scenarios write them: as short as they can be without loss. */
final class Numeral {
  private static final double PLAIN = 1e15; // below, a whole number is exact and has no exponent

  private Numeral() {}

  /** {@code 3}, {@code 0.1}, {@code 1e-5}; reads back as the same double. */
  static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < PLAIN) {
      return Long.toString((long) value);
    }
    return Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }

  /**
   * The number that stands there.
   *
   * @throws ScenarioException if it is none, or is not finite
   */
  static double parse(String what, String text) {
    try {
      double value = Double.parseDouble(text.strip());
      // Java also reads 1d and 0x1p3; nobody else does.
      if (Double.isFinite(value) && text.strip().matches("[-+.0-9eE]+")) {
        return value == 0 ? 0 : value; // −0 is 0
      }
    } catch (NumberFormatException e) {
      throw none(what, text, e);
    }
    throw none(what, text, null);
  }

  private static ScenarioException none(
      String what, String text, @org.jspecify.annotations.Nullable NumberFormatException cause) {
    return new ScenarioException(
        String.format(Locale.ROOT, "%s must be a number such as 0.5, got %s", what, quoted(text)),
        cause);
  }

  /** The whole number from {@code least} to {@code most} that stands there. */
  static long parse(String what, String text, long least, long most) {
    String digits = text.strip();
    if (digits.matches("-?[0-9]{1,18}")) {
      long value = Long.parseLong(digits);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw new ScenarioException(
        String.format(
            Locale.ROOT,
            "%s must be a whole number from %s to %s, got %s",
            what,
            ScenarioLimits.text(least),
            ScenarioLimits.text(most),
            quoted(text)));
  }

  /** A user's text within a sentence: in quotation marks and not too long. */
  static String quoted(String text) {
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
    return '"' + shown.replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
