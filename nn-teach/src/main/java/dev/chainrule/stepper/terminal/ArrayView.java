package dev.chainrule.stepper.terminal;

import dev.chainrule.diff.NumberStyle;
import dev.chainrule.tensor.Excerpt;
import dev.chainrule.tensor.Shape;
import dev.chainrule.trace.Local;
import dev.chainrule.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Arrays as text: the name, the shape, and the numbers in columns. Of large ones the first and last
 * rows and columns. What is not computed yet is a dash, in every place.
 *
 * @param numbers how many digits
 */
record ArrayView(NumberStyle numbers) {
  static final String UNKNOWN = "–";

  private static final String OMITTED = "…";
  private static final int EDGE = 4;
  private static final int LONGEST = 2 * EDGE + 1;

  /** A number of an array of two dimensions. */
  @FunctionalInterface
  interface Entry {
    double at(long row, long column);
  }

  /** One number, or a dash. */
  String number(double value, boolean isKnown) {
    return isKnown ? numbers.of(value) : UNKNOWN;
  }

  /** {@code A₀ [2, 2] =} and its rows, or all in one line where it has one. */
  String of(Value value, boolean isKnown, String indent) {
    Shape shape = value.shape();
    long columns = shape.rank() == 0 ? 1 : shape.dim(shape.rank() - 1);
    return grid(
        value.notation() + (shape.rank() == 0 ? "" : " " + shape) + " =",
        value.size() / columns,
        columns,
        (i, j) -> value.flat(i * columns + j),
        isKnown,
        indent);
  }

  /** A local derivative for one sample, expanded. */
  String of(Local local, int sample, String indent) {
    String name =
        String.format(
            Locale.ROOT,
            "%s = %s [%d, %d], %s",
            local.notation(),
            local.form() == Local.Form.DIAGONAL ? "diag(" + local.meaning() + ")" : local.meaning(),
            local.rows(),
            local.columns(),
            local.form().name().toLowerCase(java.util.Locale.ROOT));
    if (local.form() == Local.Form.IDENTITY) {
      return indent + name + "\n";
    }
    String which = local.samples() > 1 ? " of row " + sample : "";
    return grid(
        name + which + " =",
        local.rows(),
        local.columns(),
        (i, j) -> local.at(sample, i, j),
        true,
        indent);
  }

  private String grid(
      String name, long rows, long columns, Entry entry, boolean isKnown, String indent) {
    List<List<String>> lines = new ArrayList<>();
    for (long row : Excerpt.of(rows, LONGEST, EDGE)) {
      List<String> line = new ArrayList<>();
      for (long column : Excerpt.of(columns, LONGEST, EDGE)) {
        boolean isOmitted = row == Excerpt.GAP || column == Excerpt.GAP;
        line.add(isOmitted ? OMITTED : isKnown ? numbers.of(entry.at(row, column)) : UNKNOWN);
      }
      lines.add(line);
    }
    if (lines.size() == 1) {
      return indent + name + " " + String.join("  ", lines.get(0)) + "\n";
    }
    StringBuilder text = new StringBuilder(indent).append(name).append('\n');
    int width = lines.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(0);
    for (List<String> line : lines) {
      text.append(indent).append(' ');
      for (String number : line) {
        text.append(' ').append(" ".repeat(width - number.length())).append(number);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
