package dev.chainrule.stepper;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of comma-separated values (or semicolons, or tabs): numbers, and in the last column what
 * is to be learnt. That is a class where it holds words or whole numbers, else a number. The first
 * line is a header if none of its values but the last is a number.
 */
final class CsvTable {
  private static final int MOST_CLASSES = 100;
  private static final int MOST_COLUMNS = 1_000;
  private static final Pattern NAME = Pattern.compile("@(classes|numbers)-[0-9a-f]{16}");
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,9}(\\.0*)?");

  private final double[][] inputs;
  private final double[] targets;
  private final List<String> classes;

  private CsvTable(double[][] inputs, double[] targets, List<String> classes) {
    this.inputs = inputs;
    this.targets = targets;
    this.classes = classes;
  }

  /**
   * One line of the file, or several where a quoted value has line breaks.
   *
   * @param number the last of them
   */
  private record Line(long number, List<String> values) {
    String get(int column) {
      return values.get(column);
    }

    int size() {
      return values.size();
    }
  }

  /**
   * Reads a table.
   *
   * @throws SituationException if it is none, naming the line at fault
   */
  static CsvTable parse(String text) {
    List<Line> lines = lines(text.startsWith("\uFEFF") ? text.substring(1) : text);
    if (lines.isEmpty()) {
      throw new SituationException(
          "the table is empty: give lines such as 0.5,1.2,1, the last number being the class");
    }
    int width = lines.get(0).size();
    if (width < 2 || width > MOST_COLUMNS) {
      throw new SituationException(
          String.format(
                  Locale.ROOT,
                  "line %d has %d value%s: a row has the numbers that go in and, last, what is to come out, 2",
                  lines.get(0).number(),
                  width,
                  width == 1 ? "" : "s")
              + " to 1,000 in all, separated by commas");
    }
    for (Line line : lines) {
      if (line.size() != width) {
        throw new SituationException(
            String.format(
                Locale.ROOT,
                "line %d has %d values, line %d has %d: every row needs as many",
                line.number(),
                line.size(),
                lines.get(0).number(),
                width));
      }
    }
    boolean header = isHeader(lines.get(0));
    List<String> columns =
        IntStream.range(0, width)
            .mapToObj(j -> header ? lines.get(0).get(j).strip() : "column " + (j + 1))
            .toList();
    List<Line> rows = header ? lines.subList(1, lines.size()) : lines;
    if (rows.isEmpty()) {
      throw new SituationException("the table has a header and no rows below it");
    }
    return of(columns, rows);
  }

  private static List<Line> lines(String text) {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter(text))
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    try (CSVParser parser = format.parse(new StringReader(text))) {
      List<Line> lines = new ArrayList<>();
      for (CSVRecord record : parser) {
        if (record.stream().anyMatch(value -> !value.isBlank())) {
          lines.add(new Line(parser.getCurrentLineNumber(), record.toList()));
        }
      }
      return lines;
    } catch (IOException | UncheckedIOException e) {
      throw new SituationException("the table cannot be read: " + e.getMessage(), e);
    }
  }

  /** The one of the first line: what spreadsheets write depends on their country. */
  private static char delimiter(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    return first.contains(",")
        ? ','
        : first.contains(";") ? ';' : first.contains("\t") ? '\t' : ',';
  }

  private static boolean isHeader(Line line) {
    return IntStream.range(0, line.size() - 1)
        .noneMatch(j -> line.get(j).isBlank() || isNumber(line.get(j)));
  }

  private static boolean isNumber(String text) {
    try {
      Numeral.parse("", text);
      return true;
    } catch (SituationException e) {
      return false;
    }
  }

  private static CsvTable of(List<String> columns, List<Line> rows) {
    int features = columns.size() - 1;
    double[][] inputs = new double[rows.size()][features];
    List<String> last = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Line row = rows.get(i);
      for (int j = 0; j < columns.size(); j++) {
        if (row.get(j).isBlank()) {
          throw new SituationException(
              String.format(
                  Locale.ROOT,
                  "line %d has nothing in %s: every row needs all its values",
                  row.number(),
                  columns.get(j)));
        }
      }
      for (int j = 0; j < features; j++) {
        inputs[i][j] = Numeral.parse("line " + row.number() + ", " + columns.get(j), row.get(j));
      }
      last.add(row.get(features).strip());
    }
    boolean words = last.stream().anyMatch(value -> !isNumber(value));
    boolean whole = last.stream().allMatch(value -> WHOLE.matcher(value).matches());
    if (!words && !whole) {
      double[] numbers = last.stream().mapToDouble(Double::parseDouble).toArray();
      return new CsvTable(inputs, numbers, List.of());
    }
    List<String> labels =
        words ? last : last.stream().map(value -> Numeral.text(Double.parseDouble(value))).toList();
    List<String> classes = classes(labels, words, columns.get(features));
    double[] indices = labels.stream().mapToDouble(classes::indexOf).toArray();
    return new CsvTable(inputs, indices, classes);
  }

  private static List<String> classes(List<String> labels, boolean words, String column) {
    Comparator<String> order =
        words ? Comparator.naturalOrder() : Comparator.comparingDouble(Double::parseDouble);
    List<String> classes = new LinkedHashSet<>(labels).stream().sorted(order).toList();
    if (classes.size() == 1) {
      throw new SituationException(
          String.format(
              Locale.ROOT,
              "every row is of class %s: there is nothing to tell apart; give rows of two classes",
              Numeral.quoted(classes.get(0))));
    }
    if (classes.size() > MOST_CLASSES) {
      throw new SituationException(
          String.format(
              Locale.ROOT,
              "%s has %d different %s, more than the %d classes a network is made for here%s",
              column,
              classes.size(),
              words ? "words" : "whole numbers",
              MOST_CLASSES,
              words ? "" : "; write one with a decimal, as in 3.5, to learn numbers"));
    }
    return classes;
  }

  /** Whether targets are numbers rather than classes. */
  boolean isOfNumbers() {
    return classes.isEmpty();
  }

  /** Its rows. */
  Samples samples() {
    return new Samples(
        "your table",
        inputs.length,
        inputs[0].length,
        classes,
        1,
        row -> inputs[row].clone(),
        row -> new double[] {targets[row]});
  }

  /** The name that a table of this text is kept under: the same text has the same name. */
  static String name(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      String kind = parse(text).isOfNumbers() ? "numbers" : "classes"; // defaults depend on it
      return "@" + kind + "-" + HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** The value of {@code csv=}, once it is one. */
  static String checked(String value) {
    if (value.startsWith("@")) {
      if (NAME.matcher(value.strip()).matches()) {
        return value.strip();
      }
      throw new SituationException(
          String.format(
              Locale.ROOT,
              "csv=%s: the name of a table is as it was given when it was sent",
              Numeral.quoted(value)));
    }
    if (value.length() > Limits.CSV_CHARACTERS) {
      throw new SituationException(
          String.format(
                  Locale.ROOT,
                  "csv= has %s characters, more than %s: give the file to nn step --csv, or send it to the",
                  Limits.text(value.length()),
                  Limits.text(Limits.CSV_CHARACTERS))
              + " page");
    }
    String text = value.replace("\r\n", "\n").strip();
    parse(text);
    return text;
  }

  /** Whether the checked value of {@code csv=} has numbers to learn rather than classes. */
  static boolean isOfNumbers(String checked) {
    return checked.startsWith("@") ? checked.startsWith("@numbers") : parse(checked).isOfNumbers();
  }
}
