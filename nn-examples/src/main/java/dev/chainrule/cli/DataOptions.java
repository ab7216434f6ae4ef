package dev.chainrule.cli;

import dev.chainrule.data.Datasets;
import dev.chainrule.data.LoadOptions;
import dev.chainrule.data.TrainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which data. */
final class DataOptions {
  /** What is learnt unless said otherwise: bundled, so that nothing is downloaded. */
  static final String DEFAULT = "digits";

  private static final String ROWS = "rows";
  private static final String NOISE = "noise";
  private static final String SEED = "data-seed";

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
          "N training rows: the first ones of a published set, N drawn of a generated one.")
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

  private boolean named = true; // by a person; a model's word starts no download

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec; // null where no command line made this

  /** The data set that was named, or the default. */
  String name() {
    return data != null ? data : DEFAULT;
  }

  /** Loads it; a download shows its progress. */
  TrainTest load() throws IOException {
    String name = name();
    try (DownloadBar bar = new DownloadBar()) {
      LoadOptions options = options().withProgress(bar);
      return Datasets.load(name, named ? options : options.withoutDownloads());
    } catch (IllegalArgumentException e) {
      throw wrong(name + ": " + e.getMessage(), e);
    }
  }

  /** Takes what was said when a network was trained, where nothing is said now. */
  void orElse(Map<String, String> remarks) {
    if (data == null) { // of other data, other words
      named = !remarks.containsKey(Remarks.DATA);
      data = remarks.get(Remarks.DATA);
      rows = rows != null || !remarks.containsKey(ROWS) ? rows : Integer.valueOf(remarks.get(ROWS));
      noise =
          noise != null || !remarks.containsKey(NOISE) ? noise : Double.valueOf(remarks.get(NOISE));
      seed = seed != null || !remarks.containsKey(SEED) ? seed : Long.valueOf(remarks.get(SEED));
    }
  }

  /** What was said, to be kept beside a network. */
  Map<String, String> remarks() {
    Map<String, String> remarks = new TreeMap<>();
    remarks.put(Remarks.DATA, name());
    if (rows != null) {
      remarks.put(ROWS, rows.toString());
    }
    if (noise != null) {
      remarks.put(NOISE, noise.toString());
    }
    if (seed != null) {
      remarks.put(SEED, seed.toString());
    }
    return remarks;
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

  private RuntimeException wrong(String message, IllegalArgumentException e) {
    return spec == null
        ? new IllegalArgumentException(message, e)
        : new ParameterException(spec.commandLine(), message, e);
  }
}
