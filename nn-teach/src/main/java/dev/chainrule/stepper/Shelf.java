package dev.chainrule.stepper;

import dev.chainrule.data.Datasets;
import dev.chainrule.data.LoadOptions;
import dev.chainrule.dataset.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The data at hand: sets that were loaded, tables that were sent. Bounded; safe for several
 * threads. A set that was put back is loaded again, and a table that was put back must be sent
 * again.
 */
final class Shelf {
  private static final int SETS = 64;
  private static final int TABLES = 32;

  private final Map<String, Dataset> pictures = new HashMap<>(); // as many as have a name
  private final Map<String, Samples> drawn = bounded(SETS);
  private final Map<String, CsvTable> tables = bounded(TABLES);

  private static <T> Map<String, T> bounded(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > most;
      }
    };
  }

  /**
   * Keeps a table; returns what {@code csv=} calls it.
   *
   * @throws ScenarioException if it is none, or is too large
   */
  synchronized String keep(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > ScenarioLimits.CSV_BYTES) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "the table has %s bytes, more than %s: take some of its rows",
              ScenarioLimits.text(bytes),
              ScenarioLimits.text(ScenarioLimits.CSV_BYTES)));
    }
    String name = CsvTable.name(text);
    tables.computeIfAbsent(name, unused -> CsvTable.parse(text));
    return name;
  }

  /**
   * The rows of a scenario's data.
   *
   * @throws ScenarioException if they are not here
   */
  Samples samples(Scenario scenario) {
    Subject subject = scenario.subject();
    if (subject.name().equals(Subject.MAZUR)) {
      return Samples.mazur();
    }
    if (subject.name().equals(Subject.CSV)) {
      return table(scenario.get(Key.CSV)).samples(CsvTable.task(scenario.get(Key.TASK)));
    }
    int points = (int) scenario.whole(Key.POINTS);
    if (subject.isPicture()) {
      return Samples.of(onShelf(pictures, subject.name(), () -> pictures(subject)).first(points));
    }
    LoadOptions options =
        LoadOptions.DEFAULT
            .withRows(points)
            .withNoise(Double.parseDouble(scenario.get(Key.NOISE)))
            .withSeed(scenario.whole(Key.DATASEED));
    return onShelf(
        drawn, options.toString() + subject.name(), () -> Samples.of(load(subject, options)));
  }

  private CsvTable table(String value) {
    if (!value.startsWith("@")) {
      return CsvTable.parse(value);
    }
    return onShelf(
        tables,
        value,
        () -> {
          throw new ScenarioException(
              String.format(
                  Locale.ROOT, "the table %s is not here (any more): send it again", value));
        });
  }

  private synchronized <T> T onShelf(Map<String, T> shelf, String name, Supplier<T> otherwise) {
    T found = shelf.get(name);
    if (found == null) {
      found = otherwise.get();
      shelf.put(name, found);
    }
    return found;
  }

  private static Dataset pictures(Subject subject) {
    if (!subject.isAvailable()) {
      throw new ScenarioException(
          String.format(
                  Locale.ROOT,
                  "data=%s: its files are not on this machine; nn data fetch %s brings them, data=digits needs",
                  subject.name(),
                  subject.name())
              + " none");
    }
    return load(subject, LoadOptions.DEFAULT);
  }

  private static Dataset load(Subject subject, LoadOptions options) {
    try {
      return Datasets.load(subject.name(), options).train();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
