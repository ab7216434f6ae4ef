package dev.chainrule.stepper.terminal;

import dev.chainrule.spelling.Spelling;
import dev.chainrule.stepper.ScenarioException;
import dev.chainrule.trace.Role;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * An array of a trace, or one number of it, as people write it: {@code A0}, {@code a0[0, 1]},
 * {@code f1[0]} for unit 0 of the first row, {@code dL/dA1} or {@code ∂L/∂A₁}.
 *
 * @param index none for the whole array
 */
record Spot(Value value, List<Long> index) {
  private static final Pattern FORM = Pattern.compile("([^\\[\\]\\s]+)\\s*(?:\\[([^\\]]*)\\]?)?");

  /** Copies the index. */
  Spot {
    index = List.copyOf(index);
  }

  /**
   * The spot that is meant.
   *
   * @throws ScenarioException if there is none
   */
  static Spot of(Trace trace, String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new ScenarioException(
          "name an array, as A0, or a number of one, as A0[0,1]; list shows them all");
    }
    Value value = value(trace, form.group(1));
    String inside = form.group(2);
    if (inside == null || inside.isBlank()) {
      return new Spot(value, List.of());
    }
    List<Long> index = new ArrayList<>();
    for (String part : inside.split(",", -1)) {
      if (!part.strip().matches("[0-9]{1,9}")) {
        throw new ScenarioException(
            String.format(
                Locale.ROOT,
                "in %s, %s is no whole number; places count from 0, as in A0[0,1]",
                text.strip(),
                part.isBlank() ? "nothing" : part.strip()));
      }
      index.add(Long.parseLong(part.strip()));
    }
    boolean isUnit = index.size() == 1 && value.shape().rank() == 2 && isOfRows(value);
    if (isUnit) {
      index.add(0, 0L);
    }
    try {
      value.place(LongStream.range(0, index.size()).map(i -> index.get((int) i)).toArray());
    } catch (IllegalArgumentException e) {
      throw new ScenarioException(e.getMessage(), e);
    }
    return new Spot(value, index);
  }

  /** Whether its first dimension is the batch. */
  private static boolean isOfRows(Value value) {
    return value.role() == Role.HIDDEN
        || value.role() == Role.OUTPUT
        || value.role() == Role.INPUT
        || (value.role() == Role.DERIVATIVE && value.name().matches("dL/d[zf].*"));
  }

  private static Value value(Trace trace, String name) {
    List<String> names = new ArrayList<>(trace.values().keySet());
    for (Value value : trace.values().values()) {
      if (value.name().equals(name) || value.notation().text().equals(name)) {
        return value;
      }
    }
    List<Value> alike =
        trace.values().values().stream()
            .filter(value -> value.name().equalsIgnoreCase(name.replace('∂', 'd')))
            .toList();
    if (alike.size() == 1) {
      return alike.get(0);
    }
    throw new ScenarioException(
        String.format(
            Locale.ROOT,
            "there is no array %s%s",
            name,
            Spelling.nearest(name.toLowerCase(Locale.ROOT), names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; there are " + String.join(", ", names))));
  }

  /** Whether it is one number rather than an array. */
  boolean isNumber() {
    return !index.isEmpty() || value.shape().rank() == 0;
  }

  /** The index as an array. */
  long[] at() {
    return index.stream().mapToLong(Long::longValue).toArray();
  }

  /** {@code A₁[0, 1]}. */
  @Override
  public String toString() {
    return value.notation() + (index.isEmpty() ? "" : Arrays.toString(at()));
  }
}
