package dev.chainrule.cli;

import dev.chainrule.data.DataDirectories;
import dev.chainrule.data.Datasets;
import dev.chainrule.data.LoadOptions;
import dev.chainrule.data.TrainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The data of the epoch that {@code nn bench} times. */
final class BenchData {
  private static final String FIRST_CHOICE = "mnist";
  private static final int PIXELS = 784;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      converter = Choices.OfData.class,
      description =
          "Images for the epoch: mnist, fashion, kmnist or digits. Default: mnist where its files"
              + " are on this machine, else digits, which are bundled.")
  private @Nullable String name;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "A folder to look in first; then $CHAINRULE_DATA and the cache.")
  private @Nullable Path directory;

  /** Loads it; only what was named is downloaded. */
  TrainTest load() throws IOException {
    String chosen = name != null ? name : isHere() ? FIRST_CHOICE : DataOptions.DEFAULT;
    if (name == null && chosen.equals(DataOptions.DEFAULT)) {
      System.err.println(
          "bench: no MNIST on this machine, so the epoch is one of the bundled digits; --data mnist"
              + " downloads it");
    }
    LoadOptions options = LoadOptions.DEFAULT;
    if (directory != null && (name != null || !chosen.equals(DataOptions.DEFAULT))) {
      options = options.withDataDirectory(directory);
    }
    try (DownloadBar bar = new DownloadBar()) {
      TrainTest data = Datasets.load(chosen, options.withProgress(bar));
      if (data.train().inputShape().size() != PIXELS) {
        throw new IllegalArgumentException(
            "--data must be images of "
                + PIXELS
                + " pixels, and "
                + chosen
                + " has inputs of shape "
                + data.train().inputShape()
                + "; take mnist, fashion, kmnist or digits");
      }
      return data;
    }
  }

  private boolean isHere() {
    return DataDirectories.ofProcess(Optional.ofNullable(directory)).all().stream()
        .flatMap(at -> Stream.of(at, at.resolve(FIRST_CHOICE)))
        .flatMap(
            at ->
                Stream.of(
                    at.resolve("t10k-labels-idx1-ubyte"), at.resolve("t10k-labels-idx1-ubyte.gz")))
        .anyMatch(Files::exists);
  }
}
