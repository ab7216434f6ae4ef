package dev.chainrule.cli;

import dev.chainrule.data.Datasets;
import dev.chainrule.data.LoadOption;
import dev.chainrule.data.LoadOptions;
import dev.chainrule.data.TrainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which data. */
final class DataOptions {
  /** What is learnt unless said otherwise: bundled, so that nothing is downloaded. */
  static final String DEFAULT = "digits";

  @Option(
      names = "--data",
      paramLabel = "NAME",
      converter = Choices.OfData.class,
      completionCandidates = Choices.OfData.class,
      description = {
        "One of ${COMPLETION-CANDIDATES}. Default: that of the network, or digits, which are bundled."
      })
  @Nullable String data;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "A folder with the four files of mnist, fashion, kmnist or digits, in DIR/NAME or DIR"
            + " itself. Without it they are looked for in $CHAINRULE_DATA, then in the cache, then"
            + " downloaded into it; digits are bundled."
      })
  @Nullable Path directory;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "N training rows: the first ones of a set in files, N drawn of a generated one.")
  @Nullable Integer rows;

  @Option(
      names = "--noise",
      paramLabel = "S",
      description = {
        "Standard deviation of the noise of xor and moons (default 0.1), circles (0.05) and spiral"
            + " (0.02)."
      })
  @Nullable Double noise;

  @Option(
      names = "--data-seed",
      paramLabel = "N",
      description = {
        "Draw generated data anew by this seed; digits too, which are otherwise the bundled ones."
      })
  @Nullable Long seed;

  /** By a person; the word of a model file starts no download. */
  boolean named = true;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec; // null where no command line made this

  private String seedFlag = "--data-seed";

  /** The data set that was named, or the default. */
  String name() {
    return data != null ? data : DEFAULT;
  }

  /** Options that a command which has flags of its own fills in. */
  static DataOptions of(CommandSpec spec, String seedFlag) {
    DataOptions options = new DataOptions();
    options.spec = spec;
    options.seedFlag = seedFlag;
    return options;
  }

  /** Whether anything was said of data. */
  boolean isGiven() {
    return data != null || directory != null || rows != null || noise != null || seed != null;
  }

  /** Whether the rows are drawn anew rather than read. */
  boolean isDrawn() {
    boolean files = directory != null || (rows == null && seed == null);
    Set<LoadOption> options = Datasets.find(name()).options();
    return options.contains(LoadOption.SEED) && (!options.contains(LoadOption.DIRECTORY) || !files);
  }

  /**
   * Loads it, if there is memory for it; a download shows its progress.
   *
   * @throws ParameterException if something was said that has no effect on this data set
   */
  TrainTest load() throws IOException {
    String name = name();
    checkEffects();
    checkMemory();
    try (DownloadBar bar = new DownloadBar()) {
      LoadOptions options = options().withProgress(bar);
      return Datasets.load(name, named ? options : options.withoutDownloads());
    } catch (IllegalArgumentException e) {
      throw wrong(name + ": " + e.getMessage(), e);
    }
  }

  /** What was said of it. */
  LoadOptions options() {
    LoadOptions options = LoadOptions.DEFAULT;
    try {
      if (directory != null) {
        options = options.withDataDirectory(directory);
      }
      if (rows != null) {
        options = options.withRows(rows);
      }
      if (noise != null) {
        options = options.withNoise(noise);
      }
      if (seed != null) {
        options = options.withSeed(seed);
      }
    } catch (IllegalArgumentException e) {
      throw wrong("--" + e.getMessage(), e);
    }
    return options;
  }

  /** Refuses more rows than there is memory to draw them in. */
  void checkMemory() {
    if (rows != null && isDrawn()) {
      Memory.checkRows(name(), rows, Datasets.find(name()).options().contains(LoadOption.NOISE));
    }
  }

  /** Refuses what this data set has no use for. */
  void checkEffects() {
    String name = name();
    LoadOptions said = options();
    for (LoadOption option : LoadOption.values()) {
      if (option.isIn(said) && !Datasets.find(name).options().contains(option)) {
        throw wrong(
            String.format(
                Locale.ROOT,
                "%s has no effect on %s; it is for %s",
                flag(option),
                name,
                String.join(", ", Datasets.thatUse(option))),
            null);
      }
    }
    if (seed != null && directory != null) {
      throw wrong(
          seedFlag
              + " has no effect with --data-dir: it draws new "
              + name
              + ", and those in a folder are there already",
          null);
    }
  }

  private String flag(LoadOption option) {
    return switch (option) {
      case DIRECTORY -> "--data-dir";
      case ROWS -> "--rows";
      case NOISE -> "--noise";
      case SEED -> seedFlag;
    };
  }

  /** What the user said, and what is wrong with it. */
  RuntimeException wrong(String message, @Nullable IllegalArgumentException e) {
    return spec == null
        ? new IllegalArgumentException(message, e)
        : new ParameterException(spec.commandLine(), message, e);
  }
}
