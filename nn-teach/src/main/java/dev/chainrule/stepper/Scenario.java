package dev.chainrule.stepper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which network, on which data, and what was done to it so far: all of it as text, so that it fits
 * the address of a page and one line of a terminal. Immutable; two that mean the same are equal,
 * however they were written.
 *
 * <pre>{@code
 * Scenario start = Scenario.parse("data=moons&hidden=16,16");
 * Scenario later = start.then(new Change.Updates(12));
 * later.query();                 // data=moons&hidden=16,16&log=u12
 * later.entries().get("rate");   // 0.1
 * }</pre>
 */
public final class Scenario {
  /** What pages add to an address for themselves; it changes nothing here. */
  public static final Set<String> PAGE =
      Set.of(
          // the page's own: state.js has the same
          "tab",
          "step",
          "row",
          "mode",
          "select",
          "panel",
          "array",
          "pan",
          "expand",
          "path",
          "setup",
          "lesson",
          "theme",
          "keys",
          "f",
          "at",
          "sweep",
          "fstep",
          "what",
          "tf",
          "x0",
          "order",
          "from",
          "to",
          "along",
          "radius",
          // of single questions to the server
          "size",
          "sample",
          "name",
          "index",
          "product",
          "as",
          "n",
          "x",
          "direction");

  /** An address without a query. */
  private static final Pattern ADDRESS =
      Pattern.compile("https?://.*|[^/]+:[0-9]+/.*|/", Pattern.CASE_INSENSITIVE);

  private static final long SMALL = 4_000; // weights, about
  private static final long FEW = 16; // updates

  private final Map<Key, String> values;
  private final Log log;

  private Scenario(Map<Key, String> values, Log log) {
    this.values = values;
    this.log = log;
  }

  /**
   * The scenario of a query such as {@code data=xor&hidden=4}, or of a whole address that ends in
   * one; percent signs are decoded, and what only {@linkplain #PAGE pages} read is left out.
   *
   * @throws ScenarioException if a key or a value is none, or a key is given twice
   */
  public static Scenario parse(String query) {
    return of(entries(query));
  }

  /** The same from the decoded keys and values of a query. */
  public static Scenario of(Map<String, String> entries) {
    Map<Key, String> given = new EnumMap<>(Key.class);
    entries.forEach(
        (name, value) -> {
          if (!PAGE.contains(name)) {
            given.put(Key.named(name), value);
          }
        });
    return decide(given);
  }

  private static Map<String, String> entries(String query) {
    String text = behindTheQuestionMark(query.strip());
    Map<String, String> entries = new LinkedHashMap<>();
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0 && !part.isBlank() && !text.equals(part)) {
        throw new ScenarioException("expected key=value, got " + Numeral.quoted(part));
      }
      if (equals < 0 && !part.isBlank() && !ADDRESS.matcher(part).matches()) {
        throw new ScenarioException(
            "expected a scenario such as data=xor&hidden=4, got "
                + Numeral.quoted(part)
                + "; a table is given by --csv");
      }
      if (equals >= 0) {
        String name = Percent.decoded(part.substring(0, equals));
        if (entries.put(name, Percent.decoded(part.substring(equals + 1))) != null) {
          throw new ScenarioException(Numeral.quoted(name) + " is given twice: keep one");
        }
      }
    }
    return entries;
  }

  /** The query of an address, what names a place on its page left out; a query as it is. */
  private static String behindTheQuestionMark(String text) {
    String address = text.split("#", 2)[0];
    int mark = address.indexOf('?');
    boolean begins = mark >= 0 && !address.substring(0, mark).contains("=");
    return begins ? address.substring(mark + 1) : address; // a value may have a question mark
  }

  private static Scenario decide(Map<Key, String> given) {
    Map<Key, String> values = new EnumMap<>(Key.class);
    Key.Values decided = key -> values.getOrDefault(key, given.getOrDefault(key, ""));
    for (Key key : Key.values()) {
      values.put(key, decide(key, given.getOrDefault(key, ""), decided));
    }
    return new Scenario(values, Log.parse(values.getOrDefault(Key.LOG, "")));
  }

  private static String decide(Key key, String given, Key.Values decided) {
    // A value that is of no use is checked all the same: it may be of use tomorrow.
    String value = given.isBlank() ? "" : key.canonical(given);
    boolean isUsed = key == Key.DATA || key.isOf(decided.subject());
    if (!isUsed) {
      return "";
    }
    if (key == Key.CSV && value.isEmpty()) {
      throw new ScenarioException(
          "data=csv needs a table: give csv=, or nn step --csv FILE; its last column is what is to"
              + " be learnt");
    }
    return value.isEmpty() ? key.byDefault(decided) : value;
  }

  /** The value of this key, as it is written; empty where there is none. */
  public String get(Key key) {
    return values.getOrDefault(key, "");
  }

  /** Every key and its value, defaults filled in; empty where these data have no use for it. */
  public Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key.key(), value));
    return entries;
  }

  /**
   * The shortest way to write it, the same for equal scenarios: only what is not the default, in
   * the order of {@link Key}, percent-encoded where an address needs it. Empty for Mazur's example
   * at its start.
   */
  public String query() {
    List<String> parts = new ArrayList<>();
    for (Key key : Key.values()) {
      String value = get(key);
      boolean isSaid = !value.isEmpty() && !value.equals(key.byDefault(this::get));
      if (isSaid) {
        parts.add(key.key() + "=" + encoded(value));
      }
    }
    return String.join("&", parts);
  }

  /** As addresses want it, but what they may have as it is. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("%2C", ",")
        .replace("%3D", "=")
        .replace("%40", "@")
        .replace("%7E", "~");
  }

  /**
   * The same with another value of this key; an empty one is the default.
   *
   * @throws ScenarioException if it is no value of this key
   */
  public Scenario with(Key key, String value) {
    return with(Map.of(key, value));
  }

  /** The same with other values of these keys. */
  public Scenario with(Map<Key, String> others) {
    Map<Key, String> changed = new EnumMap<>(values);
    for (Key key : Key.values()) { // defaults go with what they depend on
      boolean isDefault = !get(key).isEmpty() && get(key).equals(key.byDefault(this::get));
      if (isDefault) {
        changed.remove(key);
      }
    }
    changed.putAll(others);
    return decide(changed);
  }

  /** The same after one more change. */
  public Scenario then(Change change) {
    return with(log.then(change));
  }

  /** The same with another log. */
  public Scenario with(Log other) {
    Map<Key, String> changed = new EnumMap<>(values);
    changed.put(Key.LOG, other.toString());
    return new Scenario(changed, other);
  }

  /** Whether its next step is computed in milliseconds, whatever was computed before. */
  public boolean isSmall() {
    long most = hidden().stream().mapToLong(Integer::longValue).max().orElse(1);
    return !subject().isPicture()
        && hidden().size() * most * most <= SMALL
        && log().updates() <= FEW;
  }

  /** How long it is, written out. */
  int characters() {
    return values.values().stream().mapToInt(String::length).sum();
  }

  /** What was done since the start. */
  public Log log() {
    return log;
  }

  /** What is to be learnt. */
  public Subject subject() {
    return Subject.named(get(Key.DATA));
  }

  /** The units of each hidden layer. */
  public List<Integer> hidden() {
    String text = get(Key.HIDDEN);
    return text.equals(Canonical.NONE)
        ? List.of()
        : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
  }

  /** The learning rate at the start. */
  public double rate() {
    return Double.parseDouble(get(Key.RATE));
  }

  /** The whole number of this key. */
  long whole(Key key) {
    return Long.parseLong(get(key));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scenario scenario && values.equals(scenario.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The {@link #query}. */
  @Override
  public String toString() {
    return query();
  }
}
