package dev.chainrule.cli;

import dev.chainrule.data.Datasets;
import dev.chainrule.data.Fingerprint;
import dev.chainrule.data.TrainTest;
import dev.chainrule.io.ReadBudget;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The data that a saved network learned from, as the remarks beside it have them: how they were
 * asked for, and what their rows are known by. So that a network is never tested on other data
 * without a word.
 *
 * @param model where the network is, for messages
 * @param remarks what was saved beside it
 */
record TrainingData(Path model, Map<String, String> remarks) {
  /** Bytes of a row and its label, train and test, while they are drawn: a digit's 28 × 28. */
  private static final int DIGIT = 1024;

  /** Bytes of a point in the plane. */
  private static final int POINT = 48;

  private static final String DIRECTORY = "data-dir";
  private static final String ROWS = "rows";
  private static final String NOISE = "noise";
  private static final String SEED = "data-seed";
  private static final String VALIDATION = "validation-rows";
  private static final String VALIDATION_SEED = "validation-seed";

  /** What to remember of data: what was said of them, and the fingerprints of their two parts. */
  static Map<String, String> remarksOf(DataOptions said, TrainTest sets) {
    Map<String, String> remarks = new TreeMap<>();
    remarks.put(ModelMetadata.DATA, said.name());
    put(remarks, DIRECTORY, said.directory);
    put(remarks, ROWS, said.rows);
    put(remarks, NOISE, said.noise);
    put(remarks, SEED, said.seed);
    remarks.put(DataPart.TRAIN.fingerprint(), Fingerprint.of(sets.train()).text());
    remarks.put(DataPart.TEST.fingerprint(), Fingerprint.of(sets.test()).text());
    return remarks;
  }

  /** What to remember of the rows that were set aside for validation. */
  static Map<String, String> remarksOfValidation(int rows, long seed) {
    return rows == 0
        ? Map.of()
        : Map.of(VALIDATION, Integer.toString(rows), VALIDATION_SEED, Long.toString(seed));
  }

  private static void put(
      Map<String, String> remarks, String key, @org.jspecify.annotations.Nullable Object value) {
    if (value != null) {
      remarks.put(key, value.toString());
    }
  }

  /**
   * Loads the data that a command is to look at: what the user names, or else what the network was
   * trained on, if it is still there and still the same.
   *
   * @throws picocli.CommandLine.ParameterException if neither the user nor the file names any
   * @throws IOException if the data cannot be read, or nobody asked for other data and these are
   */
  FoundData find(DataOptions said, DataPart part) throws IOException {
    boolean asked = said.isGiven();
    if (said.data == null) {
      fill(said);
    }
    TrainTest sets;
    try {
      sets = said.load();
    } catch (IOException | RuntimeException e) {
      if (asked) {
        throw e;
      }
      throw new IOException(
          model
              + " was trained on "
              + description()
              + ", which cannot be loaded: "
              + sentence(e)
              + " Name where they are with --data-dir, or other data with --data.",
          e);
    }
    String found = Fingerprint.of(part.recorded(sets)).text();
    Optional<String> known = Optional.ofNullable(remarks.get(part.fingerprint()));
    Optional<Boolean> same = known.map(found::equals);
    if (!asked && same.isPresent() && !same.get()) {
      throw new IOException(
          model
              + " was trained on "
              + description()
              + ", and what is there now is other data: the "
              + part
              + " rows were those of the fingerprint "
              + known.get()
              + ", and are those of "
              + found
              + ". To take them all the same, name them: --data "
              + said.name()
              + (said.directory == null ? "" : " --data-dir " + said.directory)
              + ".");
    }
    return new FoundData(sets, part, same, description(), said.name(), asked);
  }

  /** The rows set aside when the network was trained, if there were any. */
  Optional<Integer> validationRows() throws IOException {
    return number(VALIDATION, Integer::valueOf);
  }

  /** The seed that drew them. */
  long validationSeed() throws IOException {
    return number(VALIDATION_SEED, Long::valueOf).orElse(1L);
  }

  /** Takes what was said when the network was trained, where nothing is said now. */
  void fill(DataOptions said) throws IOException {
    String name = remarks.get(ModelMetadata.DATA);
    if (name == null) {
      throw said.wrong(
          model + " does not say what data it was trained on; name them with --data", null);
    }
    try {
      said.data = Datasets.find(name).name();
      said.named = false; // a file that somebody sent must not start a download
      String directory = remarks.get(DIRECTORY);
      said.directory =
          said.directory != null || directory == null ? said.directory : Path.of(directory);
    } catch (InvalidPathException e) {
      throw new IOException(model + ": its remark " + DIRECTORY + " names no folder", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          model + " was trained on other data than there are: " + e.getMessage(), e);
    }
    if (said.directory != null && !remarks.containsKey(DIRECTORY)) {
      return; // files in place of rows that were drawn, which the rest is about
    }
    if (said.rows == null) {
      Optional<Integer> rows = number(ROWS, Integer::valueOf);
      if (rows.isPresent()) {
        checkRows(name, rows.get());
        said.rows = rows.get();
      }
    }
    said.noise = said.noise != null ? said.noise : number(NOISE, Double::valueOf).orElse(null);
    said.seed = said.seed != null ? said.seed : number(SEED, Long::valueOf).orElse(null);
  }

  /** A file decides neither how much memory is taken, nor for how long rows are drawn. */
  private void checkRows(String name, int rows) throws IOException {
    ReadBudget.of(model)
        .orElse("say --rows N to draw N rows")
        .take(
            rows,
            name.equals("digits") ? DIGIT : POINT,
            "the " + rows + " rows of " + name + " that its remarks ask for");
  }

  private <T> Optional<T> number(String key, Function<String, T> parse) throws IOException {
    try {
      return Optional.ofNullable(remarks.get(key)).map(parse);
    } catch (NumberFormatException e) {
      throw new IOException(
          model + ": its remark " + key + " is no such number: " + remarks.get(key), e);
    }
  }

  /** What it was trained on: {@code digits in my-digits (rows 500)}. */
  private String description() {
    if (!remarks.containsKey(ModelMetadata.DATA)) {
      return "data that it does not name";
    }
    List<String> more = new ArrayList<>();
    Consumer<String> add =
        key -> Optional.ofNullable(remarks.get(key)).ifPresent(v -> more.add(key + " " + v));
    List.of(ROWS, NOISE, SEED).forEach(add);
    String directory = remarks.get(DIRECTORY);
    return Plain.name(remarks.getOrDefault(ModelMetadata.DATA, ""))
        + (directory == null ? "" : " in " + directory)
        + (more.isEmpty() ? "" : " (" + String.join(", ", more) + ")");
  }

  private static String sentence(Exception e) {
    String message = Sentences.of(e);
    return message.endsWith(".") ? message : message + ".";
  }
}
