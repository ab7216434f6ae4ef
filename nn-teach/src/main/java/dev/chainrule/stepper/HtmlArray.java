package dev.chainrule.stepper;

import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Excerpt;
import dev.chainrule.tensor.Shape;
import dev.chainrule.trace.Local;
import dev.chainrule.trace.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Arrays as tables whose cells are coloured by their numbers, orange above 0 and blue below, as on
 * the page.
 */
final class HtmlArray {
  private static final int EDGE = 5;
  private static final int LONGEST = 12;
  private static final MathContext DIGITS = new MathContext(5);

  private HtmlArray() {}

  @FunctionalInterface
  private interface Entry {
    double at(long row, long column);
  }

  /** A value, with its name and shape. */
  static String of(Value value) {
    Shape shape = value.shape();
    long columns = shape.rank() == 0 ? 1 : shape.dim(shape.rank() - 1);
    return figure(
        formula("span", "name", value.notation()),
        shape.rank() == 0 ? "a number" : shape.toString(),
        value.size() / columns,
        columns,
        (i, j) -> value.flat(i * columns + j));
  }

  /** A local derivative, expanded for the first row of the batch. */
  static String of(Local local) {
    String about = local.form().name().toLowerCase(Locale.ROOT);
    return figure(
        formula("span", "name", local.notation().equal(meaning(local))),
        String.format(
            Locale.ROOT,
            "[%d, %d], %s%s",
            local.rows(),
            local.columns(),
            about,
            local.samples() > 1 ? ", of row 0 of " + local.samples() : ""),
        local.rows(),
        local.columns(),
        (i, j) -> local.at(0, i, j));
  }

  private static Notation meaning(Local local) {
    return local.form() == Local.Form.DIAGONAL
        ? Notation.of("diag").of(local.meaning())
        : local.meaning();
  }

  /** As text, with its LaTeX beside for the script. */
  static String formula(String element, String kind, Notation notation) {
    return String.format(
        Locale.ROOT,
        "<%s class=\"%s\" data-latex=\"%s\">%s</%s>",
        element,
        kind,
        HtmlPage.escaped(notation.latex()),
        HtmlPage.escaped(notation.text()),
        element);
  }

  private static String figure(String name, String shape, long rows, long columns, Entry entry) {
    long[] shownRows = Excerpt.of(rows, LONGEST, EDGE);
    long[] shownColumns = Excerpt.of(columns, LONGEST, EDGE);
    double largest = 0;
    for (long i : shownRows) {
      for (long j : shownColumns) {
        double size = i == Excerpt.GAP || j == Excerpt.GAP ? 0 : Math.abs(entry.at(i, j));
        largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
      }
    }
    StringBuilder text = new StringBuilder("<figure><figcaption>").append(name);
    text.append(" <span class=\"shape\">").append(HtmlPage.escaped(shape)).append("</span>");
    text.append("</figcaption><table class=\"array\">\n");
    for (long i : shownRows) {
      text.append("<tr>");
      for (long j : shownColumns) {
        text.append(
            i == Excerpt.GAP || j == Excerpt.GAP ? "<td>…</td>" : cell(entry.at(i, j), largest));
      }
      text.append("</tr>\n");
    }
    return text.append("</table></figure>\n").toString();
  }

  private static String cell(double value, double largest) {
    if (!Double.isFinite(value) || value == 0) {
      return "<td>" + (value == 0 ? "0" : value) + "</td>";
    }
    return String.format(
        Locale.ROOT,
        "<td class=\"%s\" style=\"--d:%.2f\">%s</td>",
        value > 0 ? "p" : "n",
        Math.abs(value) / largest,
        number(value));
  }

  private static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    String text =
        exponent >= -4 && exponent < 7
            ? rounded.toPlainString()
            : rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    return text.replace('-', '−');
  }
}
