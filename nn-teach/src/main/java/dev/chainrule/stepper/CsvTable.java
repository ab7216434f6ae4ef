package dev.chainrule.stepper;

import dev.chainrule.data.DataFormatException;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetColumn;
import dev.chainrule.data.Task;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A {@link Table} as scenarios have it: within limits, and known by a name. */
final class CsvTable {
  private static final int MOST_CLASSES = 100;
  private static final int MOST_COLUMNS = 1_000;

  /** Says what is usually learnt of it, since defaults depend on that. */
  private static final Pattern NAME = Pattern.compile("@(classes|numbers)-[0-9a-f]{16}");

  private final Table table;

  private CsvTable(Table table) {
    this.table = table;
  }

  /**
   * Reads a table.
   *
   * @throws ScenarioException if it is none, naming the line at fault
   */
  static CsvTable parse(String text) {
    try {
      Table table = Table.parse(text);
      if (table.features() >= MOST_COLUMNS) {
        throw new ScenarioException(
            String.format(
                Locale.ROOT,
                "the table has %d columns: take at most 1,000",
                table.columns().size()));
      }
      return new CsvTable(table);
    } catch (DataFormatException e) {
      throw new ScenarioException(e.getMessage(), e);
    }
  }

  /** What is learnt of its last column unless somebody says otherwise. */
  Task usual() {
    return table.target().usual();
  }

  /**
   * Its rows.
   *
   * @param task what is learnt of the last column
   * @throws ScenarioException if that cannot be learnt of it
   */
  Samples samples(Task task) {
    List<String> classes = task == Task.CLASSIFICATION ? classes() : List.of();
    double[] targets = targets(task);
    List<String> remarks = new ArrayList<>(table.remarks());
    remarks.add(table.target().remark(task, task != usual()));
    return new Samples(
        "your table",
        table.rows(),
        table.features(),
        classes,
        1,
        table::input,
        row -> new double[] {targets[row]},
        remarks);
  }

  private double[] targets(Task task) {
    if (task == Task.CLASSIFICATION) {
      return IntStream.of(table.target().indices()).asDoubleStream().toArray();
    }
    try {
      return table.target().numbers();
    } catch (DataFormatException e) {
      throw new ScenarioException("task=regression: " + e.getMessage(), e);
    }
  }

  private List<String> classes() {
    TargetColumn target = table.target();
    List<String> classes = target.classes();
    if (classes.size() == 1) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "every row is of class %s: there is nothing to tell apart; give rows of two classes",
              Numeral.quoted(classes.get(0))));
    }
    if (classes.size() > MOST_CLASSES) {
      throw new ScenarioException(
          String.format(
                  Locale.ROOT,
                  "%s has %d different values, more than the %d classes a network is made for here; to learn",
                  target.name(),
                  classes.size(),
                  MOST_CLASSES)
              + " numbers, write numbers and task=regression");
    }
    return classes;
  }

  /** The name that a table of this text is kept under: the same text has the same name. */
  static String name(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      String kind = parse(text).usual() == Task.REGRESSION ? "numbers" : "classes";
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
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "csv=%s: the name of a table is as it was given when it was sent",
              Numeral.quoted(value)));
    }
    if (value.length() > ScenarioLimits.CSV_CHARACTERS) {
      throw new ScenarioException(
          String.format(
                  Locale.ROOT,
                  "csv= has %s characters, more than %s: give the file to nn step --csv, or send it to the",
                  ScenarioLimits.text(value.length()),
                  ScenarioLimits.text(ScenarioLimits.CSV_CHARACTERS))
              + " page");
    }
    // Not strip(): a tab before the first name says that a name is missing.
    String text = value.replace("\r\n", "\n").stripTrailing().replaceFirst("^(\\s*\n)+", "");
    parse(text);
    return text;
  }

  /** What is usually learnt of the checked value of {@code csv=}, as {@code task=} writes it. */
  static String usual(String checked) {
    boolean numbers =
        checked.startsWith("@")
            ? checked.startsWith("@numbers")
            : parse(checked).usual() == Task.REGRESSION;
    return (numbers ? Task.REGRESSION : Task.CLASSIFICATION).text();
  }

  /** The task of this name. */
  static Task task(String name) {
    return Task.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
