package dev.chainrule.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The column of a table that is to be learnt, as classes or as numbers.
 *
 * <p>Words are classes. Whole numbers are classes where there are two of them, or up to {@value
 * #MOST_CLASSES} that come twice on average; all other numbers are numbers. {@link #remark} says
 * what was decided and why.
 */
public final class TargetColumn {
  /** How many different whole numbers may be classes where nobody says so. */
  static final int MOST_CLASSES = 20;

  private final String name;
  private final List<String> values;
  private final int[] lines;
  private final boolean commas;

  TargetColumn(String name, List<String> values, int[] lines, boolean commas) {
    this.name = name;
    this.values = List.copyOf(values);
    this.lines = lines.clone();
    this.commas = commas;
  }

  /** What the header calls it, in quotation marks; {@code column 3} without one. */
  public String name() {
    return name;
  }

  /** What is learnt of it unless somebody says otherwise. */
  public Task usual() {
    int different = different();
    boolean few =
        different <= 2 || (different <= MOST_CLASSES && values.size() >= 2 * (long) different);
    return firstWord() >= 0 || (isWhole() && few) ? Task.CLASSIFICATION : Task.REGRESSION;
  }

  /** What is learnt of it, why, and how to change that; {@code chosen} if somebody said so. */
  public String remark(Task task, boolean chosen) {
    String what =
        task == Task.CLASSIFICATION
            ? String.format(
                Locale.ROOT, "%s is learnt as one of %d classes", name, classes().size())
            : String.format(Locale.ROOT, "%s is learnt as a number", name);
    if (chosen) {
      return what;
    }
    int word = firstWord();
    if (word >= 0) {
      return what
          + String.format(
              Locale.ROOT,
              ": %s in line %d is no number",
              CsvNumber.quoted(values.get(word)),
              lines[word]);
    }
    String why =
        isWhole()
            ? String.format(
                Locale.ROOT,
                "it has %d different whole numbers in %d rows",
                different(),
                values.size())
            : "it has numbers with decimals";
    return String.format(
        Locale.ROOT,
        "%s: %s; task=%s learns %s",
        what,
        why,
        task.other().text(),
        task == Task.CLASSIFICATION ? "it as a number" : "each as a class");
  }

  /**
   * Its values as numbers.
   *
   * @throws DataFormatException if one is none, naming its line
   */
  public double[] numbers() throws DataFormatException {
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      Optional<String> fault = CsvNumber.fault(values.get(i), commas);
      if (fault.isPresent()) {
        throw new DataFormatException(
            String.format(Locale.ROOT, "line %d, %s %s", lines[i], name, fault.get()));
      }
      numbers[i] = CsvNumber.value(values.get(i));
    }
    return numbers;
  }

  /** Its different values: numbers by size, words by letters. */
  public List<String> classes() {
    Set<String> different = new LinkedHashSet<>(labels());
    Comparator<String> order =
        firstWord() >= 0 ? Comparator.naturalOrder() : Comparator.comparingDouble(CsvNumber::value);
    return different.stream().sorted(order).toList();
  }

  /** For each row the place of its value in {@link #classes}. */
  public int[] indices() {
    Map<String, Integer> places = new LinkedHashMap<>();
    classes().forEach(label -> places.put(label, places.size()));
    return labels().stream().mapToInt(label -> Objects.requireNonNull(places.get(label))).toArray();
  }

  /** Values as classes are called: 3.0 is 3. */
  private List<String> labels() {
    if (!isWhole()) {
      return values;
    }
    List<String> labels = new ArrayList<>();
    for (String value : values) {
      labels.add(Long.toString((long) CsvNumber.value(value)));
    }
    return labels;
  }

  private int different() {
    return new LinkedHashSet<>(labels()).size();
  }

  private boolean isWhole() {
    return values.stream().allMatch(CsvNumber::isWhole);
  }

  /** The first row whose value is no number; −1 if all are, or nearly so. */
  private int firstWord() {
    for (int i = 0; i < values.size(); i++) {
      if (!CsvNumber.is(values.get(i), commas)) {
        return i;
      }
    }
    return -1;
  }
}
