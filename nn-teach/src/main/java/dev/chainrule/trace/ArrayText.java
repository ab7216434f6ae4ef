package dev.chainrule.trace;

import dev.chainrule.tensor.Excerpt;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Arrays for people: rows of numbers in columns, what is long left out in the middle. */
final class ArrayText {
  private static final int EDGE = 4;
  private static final int LONGEST = 2 * EDGE + 1;

  private ArrayText() {}

  /**
   * The rows of a value.
   *
   * @param write a number
   * @param omitted stands for what is left out
   */
  static List<List<String>> rows(Value value, DoubleFunction<String> write, String omitted) {
    Shape shape = value.shape();
    long columns = shape.rank() == 0 ? 1 : shape.dim(shape.rank() - 1);
    long rows = columns == 0 ? 0 : value.size() / columns;
    List<List<String>> all = new ArrayList<>();
    for (long row : Excerpt.of(rows, LONGEST, EDGE)) {
      List<String> line = new ArrayList<>();
      for (long column : Excerpt.of(columns, LONGEST, EDGE)) {
        boolean isOmitted = row == Excerpt.GAP || column == Excerpt.GAP;
        line.add(isOmitted ? omitted : write.apply(value.flat(row * columns + column)));
      }
      all.add(line);
    }
    return all;
  }

  /** Six digits, the same in every place. */
  static String number(double x) {
    if (x == 0) {
      return "0"; // also −0, which would make people wonder
    }
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "NaN" : x > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(x);
    String text =
        size >= 1e-4 && size < 1e6
            ? trimmed(String.format(Locale.ROOT, "%." + decimals(size) + "f", x))
            : String.format(Locale.ROOT, "%.5e", x);
    return text.replace('-', '−');
  }

  /** For six significant digits. */
  private static int decimals(double size) {
    return Math.max(0, 5 - (int) Math.floor(Math.log10(size)));
  }

  private static String trimmed(String text) {
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
