package dev.chainrule.stepper;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One thing that was done to a network since its start. Each has a text, which stands in the {@link
 * Log} of a scenario:
 *
 * <pre>
 *   u12          twelve updates of the parameters
 *   A0[0,1]=0.3  a weight was set
 *   f0[0,1]=0.7  number 1 of row 0 of the current batch was set, here and wherever that row comes
 *   rate=0.1     the learning rate was set
 * </pre>
 */
public sealed interface Change {
  /** As it stands in a log. */
  String text();

  /**
   * So many updates, each on the next batch.
   *
   * @param count positive
   */
  record Updates(long count) implements Change {
    @Override
    public String text() {
      return "u" + count;
    }
  }

  /**
   * The learning rate is another from here on.
   *
   * @param value positive
   */
  record Rate(double value) implements Change {
    @Override
    public String text() {
      return "rate=" + Numeral.text(value);
    }
  }

  /**
   * One number of a parameter was set.
   *
   * @param name as traces call it: {@code A0}
   * @param index a number for each dimension
   */
  record Parameter(String name, List<Long> index, double value) implements Change {
    /** Copies the index. */
    public Parameter {
      index = List.copyOf(index);
    }

    @Override
    public String text() {
      String at = index.stream().map(String::valueOf).collect(Collectors.joining(","));
      return name + "[" + at + "]=" + Numeral.text(value);
    }
  }

  /**
   * One number of the input was set.
   *
   * @param row of the current batch, from 0
   * @param feature from 0
   */
  record Input(int row, int feature, double value) implements Change {
    @Override
    public String text() {
      return "f0[" + row + "," + feature + "]=" + Numeral.text(value);
    }
  }

  /**
   * The change of this text.
   *
   * @throws ScenarioException if it is none
   */
  static Change parse(String text) {
    String word = text.strip();
    if (word.startsWith("u") && !word.contains("=")) {
      String count = word.equals("u") ? "1" : word.substring(1);
      return new Updates(
          Numeral.parse("the number of updates in " + word, count, 1, Long.MAX_VALUE / 16));
    }
    Matcher set = Patterns.SET.matcher(word);
    if (!set.matches()) {
      throw new ScenarioException(
          String.format(
                  Locale.ROOT,
                  "the log has %s, but knows u12 (twelve updates), A0[0,1]=0.3 (a weight is set), f0[0,1]=0.7",
                  Numeral.quoted(text))
              + " (a number of the input is set) and rate=0.1, joined by ~");
    }
    return set.group(2) == null
        ? rate(set.group(1), set.group(3))
        : number(set.group(1), set.group(2), set.group(3));
  }

  private static Change rate(String name, String value) {
    if (!name.equals("rate")) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "%s=%s: to set a number of %s, say which, as in %s[0,0]=%s",
              name,
              value,
              name,
              name,
              value));
    }
    return new Rate(Canonical.positive("rate", value));
  }

  private static Change number(String name, String index, String value) {
    List<Long> at =
        Arrays.stream(index.split(",", -1))
            .map(
                part ->
                    Numeral.parse(
                        "the index in " + name + "[" + index + "]", part, 0, Integer.MAX_VALUE))
            .toList();
    double number = Numeral.parse(name + "[" + index + "]", value);
    if (!name.equals("f0")) {
      return new Parameter(name, at, number);
    }
    if (at.size() != 2) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "a number of the input is f0[row, feature], both from 0; got f0[%s]",
              index));
    }
    return new Input(at.get(0).intValue(), at.get(1).intValue(), number);
  }

  /** An interface's fields would be public. */
  final class Patterns {
    private static final Pattern SET =
        Pattern.compile("([A-Za-z][A-Za-z0-9_]*)\\s*(?:\\[([^\\]]*)\\])?\\s*=\\s*(.+)");

    private Patterns() {}
  }
}
