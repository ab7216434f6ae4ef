package dev.chainrule.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All data sets that have a name. To add one, add a line to the table.
 *
 * <pre>{@code
 * TrainTest mnist = Datasets.load("mnist", LoadOptions.DEFAULT);
 * TrainTest moons = Datasets.load("moons", LoadOptions.DEFAULT.withNoise(0.2));
 * Datasets.all().forEach(entry -> show(entry.name(), entry.description()));
 * }</pre>
 */
public final class Datasets {
  private static final List<DatasetEntry> ALL =
      List.of(
          digits(),
          DatasetEntry.archive(ImageArchive.MNIST),
          DatasetEntry.archive(ImageArchive.FASHION),
          DatasetEntry.archive(ImageArchive.KMNIST),
          DatasetEntry.plane(
              "xor", "noisy corners of a square, labelled a ⊕ b", 0.1, Synthetic::xor),
          DatasetEntry.plane("moons", "two interleaved half circles", 0.1, Synthetic::moons),
          DatasetEntry.plane("circles", "a circle within a circle", 0.05, Synthetic::circles),
          DatasetEntry.plane("spiral", "two arms of a spiral", 0.02, Synthetic::spirals));

  private Datasets() {}

  /** The table, in the order of listing. */
  public static List<DatasetEntry> all() {
    return ALL;
  }

  /**
   * The entry of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static DatasetEntry find(String name) {
    return ALL.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no data set is called \"" + name + "\"; there are " + names()));
  }

  /**
   * Loads a data set by name, fetching its files if need be.
   *
   * @throws IllegalArgumentException if no set has this name, an option is out of range, or the set
   *     has no use for one
   * @throws DataDirectoryException if the directory in the options is none, or has a part of the
   *     set's files
   * @throws DownloadException if a file is missing and cannot be fetched
   * @throws DataFormatException if a file is damaged, or the test rows have another shape or other
   *     classes than the training rows
   */
  public static TrainTest load(String name, LoadOptions options) throws IOException {
    TrainTest sets = entry(name, options).loader().load(options);
    Optional<String> difference = sets.difference();
    if (difference.isPresent()) {
      throw new DataFormatException(name + ": " + difference.get() + "; take the files of one set");
    }
    return sets;
  }

  /**
   * Brings the files of a data set to this machine; returns where they are.
   *
   * @throws IllegalArgumentException as for {@link #load}
   */
  public static List<Path> fetch(String name, LoadOptions options) throws IOException {
    return entry(name, options).fetcher().fetch(options);
  }

  /**
   * Writes a generated data set to files: four IDX files for digits, {@code train.csv} and {@code
   * test.csv} for points.
   *
   * @return the files written
   * @throws IllegalArgumentException as for {@link #load}; making has no use for a directory to
   *     read
   * @throws UnsupportedOperationException if the set is published rather than generated
   */
  public static List<Path> make(String name, LoadOptions options, Path directory)
      throws IOException {
    if (options.dataDirectory().isPresent()) {
      throw new IllegalArgumentException("dataDirectory has no effect on what is made anew");
    }
    DatasetEntry entry = find(name);
    boolean drawn = entry.options().contains(LoadOption.SEED); // else its maker says why it cannot
    return (drawn ? entry(name, options) : entry).maker().make(options, directory);
  }

  /** The names of the sets that have a use for this option, in the order of listing. */
  public static List<String> thatUse(LoadOption option) {
    return ALL.stream()
        .filter(entry -> entry.options().contains(option))
        .map(DatasetEntry::name)
        .toList();
  }

  /** The entry of this name, which must have a use for everything that the options say. */
  private static DatasetEntry entry(String name, LoadOptions options) {
    DatasetEntry entry = find(name);
    for (LoadOption option : LoadOption.values()) {
      if (option.isIn(options) && !entry.options().contains(option)) {
        throw new IllegalArgumentException(
            option
                + " has no effect on "
                + name
                + "; it is for "
                + String.join(", ", thatUse(option)));
      }
    }
    return entry;
  }

  private static String names() {
    return ALL.stream().map(DatasetEntry::name).collect(Collectors.joining(", "));
  }

  /**
   * The bundled digits; with rows or a seed, others of their kind, the test a fifth as many; with a
   * directory, those that {@code make} wrote there.
   */
  private static DatasetEntry digits() {
    DatasetEntry.Loader loader =
        options -> {
          if (options.dataDirectory().isPresent()) {
            if (options.seed().isPresent()) {
              throw new IllegalArgumentException(
                  "seed has no effect on digits that are read from files; it draws new ones");
            }
            return DigitFiles.load(options.dataDirectory().get(), options);
          }
          return options.rows().isEmpty() && options.seed().isEmpty()
              ? new TrainTest("digits", Digits.train(), Digits.test())
              : new TrainTest("digits", newTrain(options), newTest(options));
        };
    DatasetEntry.Fetcher fetcher =
        options ->
            options.dataDirectory().isPresent()
                ? DigitFiles.in(options.dataDirectory().get())
                : List.of();
    return new DatasetEntry(
        "digits",
        "bundled handwritten-looking digits, 10,000 + 2,000 images of 28 × 28",
        DatasetEntry.OURS,
        Set.of(LoadOption.DIRECTORY, LoadOption.ROWS, LoadOption.SEED),
        loader,
        fetcher,
        (options, directory) -> ImageFolder.write(directory, newTrain(options), newTest(options)));
  }

  private static Images newTrain(LoadOptions options) {
    int rows = options.rows().orElse(Digits.TRAIN_SIZE);
    return Digits.generateTrain(rows, options.seed().orElse(Digits.SEED));
  }

  private static Images newTest(LoadOptions options) {
    int rows = options.rows().orElse(Digits.TRAIN_SIZE);
    return Digits.generateTest(Math.max(10, rows / 5), options.seed().orElse(Digits.SEED));
  }
}
