package dev.chainrule.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes a {@link Table} of values, and refuses what is none, naming the line. */
final class TableParser {
  private final boolean commas;
  private final int width;
  private final boolean header;
  private final List<String> columns;
  private final List<Csv.Row> rows;
  private final List<String> remarks = new ArrayList<>();

  TableParser(Csv csv) throws DataFormatException {
    commas = csv.separator() != ',';
    width = width(csv);
    checkWidths(csv);
    Csv.Row first = csv.rows().get(0);
    header = isHeader(first);
    columns = header ? names(first) : numbered();
    rows = header ? csv.rows().subList(1, csv.rows().size()) : csv.rows();
    if (rows.isEmpty()) {
      throw new DataFormatException("the table has a header and no rows below it");
    }
  }

  Table table() throws DataFormatException {
    int last = width - 1;
    checkNothingMissing();
    double[][] inputs = new double[rows.size()][last];
    List<String> targets = new ArrayList<>();
    int[] lines = new int[rows.size()];
    boolean numbers = rows.stream().anyMatch(row -> isNumber(row.cells().get(last)));
    for (int i = 0; i < inputs.length; i++) {
      Csv.Row row = rows.get(i);
      for (int j = 0; j < last; j++) {
        inputs[i][j] = number(row, j);
      }
      String target = row.cells().get(last);
      if (numbers && CsvNumber.isMissing(target)) {
        number(row, last); // is refused
      }
      targets.add(target.strip());
      lines[i] = row.line();
    }
    checkDecimalSign(targets.stream().allMatch(this::isNumber) ? width : last);
    TargetColumn target = new TargetColumn(columns.get(last), targets, lines, commas);
    return new Table(List.copyOf(columns), inputs, target, remarks);
  }

  private boolean isNumber(String cell) {
    return CsvNumber.is(cell, commas);
  }

  private double number(Csv.Row row, int column) throws DataFormatException {
    String cell = row.cells().get(column);
    Optional<String> fault = CsvNumber.fault(cell, commas);
    if (fault.isPresent()) {
      boolean halfHeader = !header && row.line() == rows.get(0).line();
      throw new DataFormatException(
          String.format(
              Locale.ROOT,
              "line %d, %s %s%s",
              row.line(),
              columns.get(column),
              fault.get(),
              halfHeader ? "; in a header, only the last value may be a number" : ""));
    }
    return CsvNumber.value(cell);
  }

  /** Up to the last column in which anything stands. */
  private int width(Csv csv) throws DataFormatException {
    int most = 0;
    int used = 0;
    for (Csv.Row row : csv.rows()) {
      most = Math.max(most, row.cells().size());
      for (int j = row.cells().size() - 1; j >= used; j--) {
        used = Math.max(used, row.isBlank(j) ? 0 : j + 1);
      }
    }
    if (used < 2) {
      throw new DataFormatException(
          String.format(
                  Locale.ROOT,
                  "line %d has 1 value: a row has the numbers that go in and, last, what is to come out,",
                  csv.rows().get(0).line())
              + " separated by commas, semicolons or tabs");
    }
    if (most > used) {
      remarks.add(
          String.format(Locale.ROOT, "column %d and beyond are empty and left out", used + 1));
    }
    return used;
  }

  private void checkWidths(Csv csv) throws DataFormatException {
    Csv.Row first = csv.rows().get(0);
    int expected = Math.min(width, first.cells().size());
    for (Csv.Row row : csv.rows()) {
      int found = Math.min(width, row.cells().size());
      if (found != expected) {
        throw new DataFormatException(
            String.format(
                Locale.ROOT,
                "line %d has %d values, line %d has %d: every row needs as many; %s",
                row.line(),
                found,
                first.line(),
                expected,
                found < expected
                    ? String.format(Locale.ROOT, "column %d is missing", found + 1)
                    : String.format(
                        Locale.ROOT,
                        "column %d has %s",
                        expected + 1,
                        CsvNumber.quoted(row.cells().get(expected)))));
      }
    }
  }

  private boolean isHeader(Csv.Row row) {
    boolean named = IntStream.range(0, width - 1).anyMatch(j -> !row.isBlank(j));
    return named && IntStream.range(0, width - 1).noneMatch(j -> isNumber(row.cells().get(j)));
  }

  private List<String> numbered() {
    return IntStream.rangeClosed(1, width).mapToObj(j -> "column " + j).toList();
  }

  private List<String> names(Csv.Row row) throws DataFormatException {
    List<String> names = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (int j = 0; j < width; j++) {
      String name = row.cells().get(j).strip();
      if (name.isEmpty()) {
        throw new DataFormatException(
            String.format(
                    Locale.ROOT,
                    "line %d, the header, has no name for column %d: give it one, or leave the column out",
                    row.line(),
                    j + 1)
                + " if it only counts the rows");
      }
      Integer before = places.put(name, j);
      if (before != null) {
        throw new DataFormatException(
            String.format(
                Locale.ROOT,
                "line %d, the header, calls columns %d and %d %s: give each a name of its own",
                row.line(),
                before + 1,
                j + 1,
                CsvNumber.quoted(name)));
      }
      names.add(CsvNumber.quoted(name));
    }
    return names;
  }

  private void checkNothingMissing() throws DataFormatException {
    int last = width - 1;
    if (rows.stream().allMatch(row -> row.isBlank(last))) {
      throw new DataFormatException(
          String.format(
                  Locale.ROOT,
                  "%s, the last column, is what is to be learnt, and it is empty: fill it in, or leave it",
                  columns.get(last))
              + " out");
    }
    for (Csv.Row row : rows) {
      for (int j = 0; j < width; j++) {
        if (row.isBlank(j)) {
          throw new DataFormatException(
              String.format(
                  Locale.ROOT,
                  "line %d has nothing in %s: every row needs all its values",
                  row.line(),
                  columns.get(j)));
        }
      }
    }
  }

  /** With points in some numbers and commas in others, one of them is no decimal sign. */
  private void checkDecimalSign(int numericColumns) throws DataFormatException {
    String point = "";
    String comma = "";
    String example = "";
    for (Csv.Row row : rows) {
      for (int j = 0; j < numericColumns; j++) {
        String cell = row.cells().get(j).strip();
        String here =
            String.format(Locale.ROOT, "line %d, %s has %s", row.line(), columns.get(j), cell);
        if (comma.isEmpty() && CsvNumber.hasComma(cell)) {
          comma = here;
          example = cell;
        } else if (point.isEmpty() && CsvNumber.hasPoint(cell)) {
          point = here;
        }
      }
    }
    if (!comma.isEmpty() && !point.isEmpty()) {
      throw new DataFormatException(
          String.format(
              Locale.ROOT,
              "%s, but %s: one of the two is no decimal sign; write all numbers with a point",
              point,
              comma));
    }
    if (!comma.isEmpty()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "a comma is the decimal sign: %s is %s",
              example,
              Double.toString(CsvNumber.value(example))));
    }
  }
}
