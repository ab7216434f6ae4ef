package dev.chainrule.example;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an example writes on: headings, formulas, tables and equations, lined up. */
public final class Board {
  private static final int WIDTH = 88;
  private static final String INDENT = "   ";

  private final StringBuilder text = new StringBuilder();

  /** An empty board. */
  public Board() {}

  void title(String label, String title, List<String> entries) {
    String right = "lectures " + String.join(" ", entries);
    String left = label + "  " + title;
    line(left + " ".repeat(Math.max(2, WIDTH - left.length() - right.length())) + right);
    line("═".repeat(Math.max(WIDTH, left.length() + 2 + right.length())));
  }

  /** A heading. */
  public void section(String heading) {
    line("");
    line(heading);
    line("─".repeat(heading.length()));
  }

  /** An empty line, unless there is one, or a heading, above. */
  public void gap() {
    boolean open = text.length() >= 2 && "\n─═".indexOf(text.charAt(text.length() - 2)) < 0;
    if (open) {
      line("");
    }
  }

  /** A sentence, or several lines of them. */
  public void say(String sentence) {
    sentence.lines().forEach(this::line);
  }

  /** A formula, or several lines of them, set in. */
  public void formula(String formula) {
    formula.lines().forEach(at -> line(INDENT + at));
  }

  /** An equation with matrices, set in. */
  public void show(MatrixEquation equation) {
    if (equation.lines().size() > 1) {
      gap();
    }
    equation.lines().forEach(at -> line(INDENT + at));
  }

  /** What to take home. */
  public void notice(String sentences) {
    gap();
    boolean first = true;
    for (String at : sentences.lines().toList()) {
      line((first ? "→  " : INDENT) + at);
      first = false;
    }
  }

  /** A table: columns of words to the left, of numbers to the right. */
  public void table(List<String> heads, List<List<String>> rows) {
    int columns = heads.size();
    int[] width = new int[columns];
    boolean[] right = new boolean[columns];
    for (int j = 0; j < columns; j++) {
      width[j] = heads.get(j).length();
      right[j] = !rows.isEmpty();
      for (List<String> row : rows) {
        width[j] = Math.max(width[j], row.get(j).length());
        right[j] &= row.get(j).matches("[−+]?[0-9].*|NaN|∞|");
      }
    }
    gap();
    line(INDENT + row(heads, width, right));
    rows.forEach(row -> line(INDENT + row(row, width, right)));
  }

  private static String row(List<String> cells, int[] width, boolean[] right) {
    StringBuilder row = new StringBuilder();
    for (int j = 0; j < width.length; j++) {
      String space = " ".repeat(width[j] - cells.get(j).length());
      row.append(j == 0 ? "" : "   ")
          .append(right[j] ? space + cells.get(j) : cells.get(j) + space);
    }
    return row.toString().stripTrailing();
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  /** All that was written. */
  @Override
  public String toString() {
    return text.toString();
  }

  // ---- numbers

  /** With 6 significant digits, trailing zeros left out. */
  public static String number(double value) {
    return number(value, 6);
  }

  /** With so many significant digits, trailing zeros left out, a true minus. */
  public static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return small(value, 2);
    }
    int whole = size < 1 ? 1 : (int) Math.floor(Math.log10(size)) + 1;
    String text = fixed(value, Math.max(0, digits - whole));
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** With so many digits behind the point. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return number(value);
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean zero = text.chars().allMatch(c -> c == '-' || c == '0' || c == '.');
    return zero ? text.replace("-", "") : text.replace('-', '−');
  }

  /** As 1.2e−07: for errors, which are told by their exponents; 0 is 0. */
  public static String small(double value, int decimals) {
    return value == 0
        ? "0"
        : String.format(Locale.ROOT, "%." + decimals + "e", value).replace('-', '−');
  }

  /** An error: as 1.2e−07. */
  public static String error(double value) {
    return small(Math.abs(value), 1);
  }

  /** Whole numbers if all are, else 4 digits behind the point; all of one width. */
  static String[] numbers(double[] values) {
    boolean whole = Arrays.stream(values).allMatch(v -> v == Math.rint(v) && Math.abs(v) < 1e9);
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    boolean tiny = largest != 0 && (largest < 0.01 || largest >= 1e5) && !whole;
    String[] cells = new String[values.length];
    int width = 0;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = tiny ? small(values[i], 3) : fixed(values[i], whole ? 0 : 4);
      if (values[i] == 0) { // a true 0, below the others' units
        cells[i] = whole || tiny ? "0" : "0     ";
      }
      width = Math.max(width, cells[i].length());
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = " ".repeat(width - cells[i].length()) + cells[i];
    }
    return cells;
  }
}
