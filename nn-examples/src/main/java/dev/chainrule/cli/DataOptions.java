package dev.chainrule.cli;

import dev.chainrule.data.Datasets;
import dev.chainrule.data.LoadOptions;
import dev.chainrule.data.TrainTest;
import java.io.IOException;
import java.nio.file.Path;
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
      description = "One of ${COMPLETION-CANDIDATES}. Default: digits, which are bundled.")
  @Nullable String data;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "Where the files of mnist, fashion and kmnist are (in DIR/NAME or DIR itself). Else they"
            + " are looked for in $CHAINRULE_DATA, then in the cache, then downloaded into it."
      })
  @Nullable Path directory;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Train on N rows: the first ones of a published set, N of a generated one.")
  @Nullable Integer rows;

  @Option(
      names = "--noise",
      paramLabel = "S",
      description = "Standard deviation of the noise of xor, moons, circles and spiral.")
  @Nullable Double noise;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** The data set that was named, or {@code otherwise}. */
  String name(@Nullable String otherwise) {
    return data != null ? data : otherwise != null ? otherwise : DEFAULT;
  }

  /** Loads it; a download shows its progress. */
  TrainTest load(String name) throws IOException {
    try (DownloadBar bar = new DownloadBar()) {
      return Datasets.load(name, options().withProgress(bar));
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
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
    }
    return options;
  }
}
