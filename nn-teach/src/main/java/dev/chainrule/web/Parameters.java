package dev.chainrule.web;

import dev.chainrule.stepper.Percent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the {@code ?} of an address, read strictly: a name comes once, and {@code %}
 * is followed by two digits.
 *
 * @param values by name, in the order given
 */
record Parameters(Map<String, String> values) {
  private static final int LONGEST_QUOTE = 40; // characters of a wrong value in a sentence

  /** Copies the map. */
  Parameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads {@code name=value&name=value}.
   *
   * @param query without {@code ?}; null or empty for none
   */
  static Parameters parse(@Nullable String query) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = Percent.decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : Percent.decoded(pair.substring(equals + 1));
      if (values.putIfAbsent(name, value) != null) {
        throw Refusal.bad(
            String.format(Locale.ROOT, "%s stands twice in the address: keep one", quote(name)));
      }
    }
    return new Parameters(values);
  }

  /** A part of a request, short and on one line, for a sentence. */
  static String quote(String text) {
    String shown =
        text.codePoints()
            .limit(LONGEST_QUOTE)
            .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return "\"" + shown + (shown.length() < text.length() ? "…" : "") + "\"";
  }

  /** A value that may be missing. */
  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A text that must be there.
   *
   * @param example a value, for the sentence if it is not
   * @param longest in characters
   */
  String text(String name, String example, int longest) {
    String value = find(name).map(String::strip).orElse("");
    if (value.isEmpty()) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT, "%s is missing from the address: add %s=%s", name, name, example));
    }
    return atMost(name, value, longest);
  }

  /** A text that is empty if it is missing. */
  String text(String name, int longest) {
    return atMost(name, find(name).map(String::strip).orElse(""), longest);
  }

  private static String atMost(String name, String value, int longest) {
    if (value.length() > longest) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "%s may have %d characters, got %d: shorten it",
              name,
              longest,
              value.length()));
    }
    return value;
  }

  /** A whole number in a range; {@code otherwise} if it is missing. */
  int integer(String name, int otherwise, int from, int to) {
    Optional<String> value = find(name).filter(text -> !text.isBlank());
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get().strip());
      if (from <= number && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same sentence
    }
    throw Refusal.bad(
        String.format(
            Locale.ROOT,
            "%s is a whole number from %d to %d, got %s",
            name,
            from,
            to,
            quote(value.get())));
  }

  /** A finite number; {@code otherwise} if it is missing. */
  double number(String name, double otherwise) {
    Optional<String> value = find(name).filter(text -> !text.isBlank());
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(value.get().strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same sentence
    }
    throw Refusal.bad(
        String.format(Locale.ROOT, "%s is a number such as 0.5, got %s", name, quote(value.get())));
  }

  /** Whole numbers with commas between them, as in {@code at=0,28}; none if it is missing. */
  long[] indices(String name) {
    String value = text(name, 100);
    if (value.isEmpty()) {
      return new long[0];
    }
    String[] parts = value.split(",", -1);
    long[] indices = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        indices[i] = Integer.parseInt(parts[i].strip());
      } catch (NumberFormatException e) {
        throw Refusal.bad(
            String.format(
                Locale.ROOT, "%s is whole numbers such as 0,1, got %s", name, quote(value)));
      }
      if (indices[i] < 0) {
        throw Refusal.bad(
            String.format(Locale.ROOT, "%s counts from 0, got %s", name, quote(value)));
      }
    }
    return indices;
  }
}
