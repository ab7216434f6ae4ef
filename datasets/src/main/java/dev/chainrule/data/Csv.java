package dev.chainrule.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of a text, row by row: RFC 4180 with commas, semicolons or tabs between values and any
 * kind of line break. A value may stand in quotation marks, and then hold separators, line breaks
 * and, written twice, quotation marks. Blank rows are left out, as are spaces around values.
 *
 * @param separator between values: a tab or a semicolon where half of the rows have one outside
 *     quotation marks, or what a first line {@code sep=;} names; else a comma
 */
record Csv(char separator, List<Row> rows) {
  private static final int LOOKED_AT = 200; // rows, to find the separator

  /**
   * A row.
   *
   * @param line where it begins, from 1
   */
  record Row(int line, List<String> cells) {
    /** Whether nothing stands at this place: an empty value, or the row is shorter. */
    boolean isBlank(int column) {
      return column >= cells.size() || cells.get(column).isBlank();
    }
  }

  /**
   * Splits a text into rows and values.
   *
   * @throws DataFormatException if a quotation mark is not closed, or closed before a value ends
   */
  static Csv parse(String text) throws DataFormatException {
    String rest = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int firstLine = 1;
    char separator;
    if (rest.matches("(?s)sep=[,;\t][\r\n].*")) { // Excel's way to say it
      separator = rest.charAt(4);
      rest = rest.substring(rest.startsWith("\r\n", 5) ? 7 : 6);
      firstLine = 2;
    } else {
      separator = separator(rest);
    }
    return new Csv(separator, new Scanner(rest, separator, firstLine).rows());
  }

  private static char separator(String text) {
    int rows = 0;
    int withTab = 0;
    int withSemicolon = 0;
    boolean quoted = false;
    boolean blank = true;
    boolean tab = false;
    boolean semicolon = false;
    for (int i = 0; i <= text.length() && rows < LOOKED_AT; i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r')) {
        rows += blank ? 0 : 1;
        withTab += tab ? 1 : 0;
        withSemicolon += semicolon ? 1 : 0;
        blank = true;
        tab = false;
        semicolon = false;
      } else if (!quoted) {
        tab |= c == '\t' && !blank; // one that only indents separates nothing
        semicolon |= c == ';';
        blank &= Character.isWhitespace(c);
      } else {
        blank = false;
      }
    }
    return withTab > 0 && 2 * withTab >= rows
        ? '\t'
        : withSemicolon > 0 && 2 * withSemicolon >= rows ? ';' : ',';
  }

  /** One pass over the text. */
  private static final class Scanner {
    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private List<String> cells = new ArrayList<>();
    private int at;
    private int line;
    private int rowLine;

    Scanner(String text, char separator, int firstLine) {
      this.text = text;
      this.separator = separator;
      this.line = firstLine;
      this.rowLine = firstLine;
    }

    List<Row> rows() throws DataFormatException {
      while (at < text.length()) {
        cells.add(cell());
        if (at < text.length() && text.charAt(at) == separator) {
          at++;
          if (at < text.length()) {
            continue;
          }
          cells.add("");
        }
        endRow();
      }
      return rows;
    }

    private void endRow() {
      if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
        rows.add(new Row(rowLine, List.copyOf(cells)));
      }
      cells = new ArrayList<>();
      if (at < text.length()) {
        passLineBreak();
      }
      rowLine = line;
    }

    private void passLineBreak() {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      line++;
    }

    /** A value; stops at the separator, the line break or the end. */
    private String cell() throws DataFormatException {
      int begin = at;
      while (begin < text.length() && isSpace(text.charAt(begin))) {
        begin++;
      }
      if (begin < text.length() && text.charAt(begin) == '"') {
        at = begin + 1;
        return quoted();
      }
      while (at < text.length() && !endsCell(text.charAt(at))) {
        at++;
      }
      return text.substring(begin, Math.max(begin, at)).strip();
    }

    private String quoted() throws DataFormatException {
      String place = "line " + line + ", column " + (cells.size() + 1);
      StringBuilder value = new StringBuilder();
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"' && text.startsWith("\"\"", at)) {
          value.append('"');
          at += 2;
        } else if (c == '"') {
          at++;
          passSpaces(place);
          return value.toString();
        } else if (isLineBreak(c)) {
          value.append('\n');
          passLineBreak();
        } else {
          value.append(c);
          at++;
        }
      }
      throw new DataFormatException(
          place + ": the quotation mark that opens here is never closed; add one after the value");
    }

    private void passSpaces(String place) throws DataFormatException {
      while (at < text.length() && isSpace(text.charAt(at))) {
        at++;
      }
      if (at < text.length() && !endsCell(text.charAt(at))) {
        throw new DataFormatException(
            place
                + ": more follows after the closing quotation mark; write one that belongs to the"
                + " value twice");
      }
    }

    private boolean endsCell(char c) {
      return c == separator || isLineBreak(c);
    }

    private boolean isSpace(char c) {
      return c != separator && !isLineBreak(c) && Character.isWhitespace(c);
    }

    private static boolean isLineBreak(char c) {
      return c == '\n' || c == '\r';
    }
  }
}
