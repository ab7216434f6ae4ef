package dev.chainrule.data;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A number as tables write it: {@code 12}, {@code -0.5}, {@code .5}, {@code 1e-5}. */
final class CsvNumber {
  private static final Pattern POINT =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern COMMA =
      Pattern.compile("[-+]?([0-9]+,[0-9]*|,[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,9}([.,]0*)?");
  private static final Pattern THOUSANDS =
      Pattern.compile(
          "[-+]?[0-9]{1,3}(([,.'’ \u00A0\u2009\u202F])[0-9]{3})(\\2[0-9]{3})*([.,][0-9]+)?");
  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "?", "-", "--", ".");
  private static final Pattern INFINITE = Pattern.compile("(?i)[-+]?(inf|infinity|∞)");
  private static final int LONGEST = 40;

  private CsvNumber() {}

  /** Whether it is one; with a comma for a decimal point only where that is allowed. */
  static boolean is(String cell, boolean commas) {
    String text = cell.strip();
    return POINT.matcher(text).matches() || (commas && COMMA.matcher(text).matches());
  }

  /** Whether it is one that has a point. */
  static boolean hasPoint(String cell) {
    return cell.contains(".") && POINT.matcher(cell.strip()).matches();
  }

  /** Whether it is one that has a comma for a decimal point. */
  static boolean hasComma(String cell) {
    return COMMA.matcher(cell.strip()).matches();
  }

  /** Whether it is a whole number of at most nine digits: {@code 3} or {@code 3.0}. */
  static boolean isWhole(String cell) {
    return WHOLE.matcher(cell.strip()).matches();
  }

  /** Whether it says that there is no value: nothing, {@code NA}, {@code NaN} and the like. */
  static boolean isMissing(String cell) {
    return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** The value of one that {@link #is} one; −0 is 0. */
  static double value(String cell) {
    double value = Double.parseDouble(cell.strip().replace(',', '.'));
    return value == 0 ? 0 : value;
  }

  /**
   * What is wrong with it, and what to write instead; empty if it is a number.
   *
   * @param commas whether a comma may stand for a decimal point
   */
  static Optional<String> fault(String cell, boolean commas) {
    String text = cell.strip();
    if (is(text, commas)) {
      return Double.isFinite(value(text))
          ? Optional.empty()
          : Optional.of("must be a number of at most 1.8e308, got " + quoted(text));
    }
    if (isMissing(text)) {
      return Optional.of(
          String.format(
                  Locale.ROOT,
                  "must be a number, got %s, which stands for a missing value: leave the row out, or fill it",
                  quoted(text))
              + " in");
    }
    if (INFINITE.matcher(text).matches()) {
      return Optional.of("must be a finite number, got " + quoted(text));
    }
    if (COMMA.matcher(text).matches() && !THOUSANDS.matcher(text).matches()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "must be a number such as 0.5, got %s: write %s, or put semicolons between the values",
              quoted(text),
              text.replace(',', '.')));
    }
    if (THOUSANDS.matcher(text).matches()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "must be a number such as 0.5, got %s: write it without separators between its digits",
              quoted(text)));
    }
    return Optional.of("must be a number such as 0.5, got " + quoted(text));
  }

  /** A value within a sentence: in quotation marks, on one line and not too long. */
  static String quoted(String text) {
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return '"' + shown.replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
