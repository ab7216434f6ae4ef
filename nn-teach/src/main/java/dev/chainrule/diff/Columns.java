package dev.chainrule.diff;

import dev.chainrule.autodiff.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;

/** Text in columns. */
final class Columns {
  private static final int MOST_ROWS = 12;
  private static final int MOST_COLUMNS = 8;

  private final List<List<String>> rows = new ArrayList<>();

  Columns row(String... cells) {
    return row(List.of(cells));
  }

  Columns row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** A matrix with names at its rows and columns; the beginning of a large one. */
  static Columns matrix(List<String> down, List<String> across, Var values, NumberStyle numbers) {
    double[] x = values.toArray();
    int width = across.size();
    int shown = Math.min(width, width > MOST_COLUMNS ? MOST_COLUMNS - 1 : MOST_COLUMNS);
    int deep = Math.min(down.size(), down.size() > MOST_ROWS ? MOST_ROWS - 1 : MOST_ROWS);
    List<String> more = shown < width ? List.of("…") : List.of();
    Columns table = new Columns();
    table.row(line("", across.subList(0, shown), more));
    for (int i = 0; i < deep; i++) {
      int row = i * width;
      List<String> cells =
          IntStream.range(row, row + shown).mapToObj(at -> numbers.of(x[at])).toList();
      table.row(line(down.get(i), cells, more));
    }
    return deep < down.size() ? table.row("…") : table;
  }

  private static List<String> line(String first, List<String> cells, List<String> more) {
    List<String> line = new ArrayList<>(List.of(first));
    line.addAll(cells);
    line.addAll(more);
    return line;
  }

  /** The lines, each behind {@code indent}. */
  String text(String indent) {
    int count = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[count];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** In places of a terminal: the dot of ḃ may be a character that takes none. */
  static int width(String text) {
    return text.codePoints().map(point -> Math.max(0, WCWidth.wcwidth(point))).sum();
  }
}
