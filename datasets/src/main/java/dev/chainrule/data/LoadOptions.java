package dev.chainrule.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How to load a data set by name; what a set has no use for, it passes over.
 *
 * <pre>{@code
 * LoadOptions options = LoadOptions.DEFAULT.withRows(500).withNoise(0.2).withSeed(7);
 * TrainTest moons = Datasets.load("moons", options);
 * }</pre>
 *
 * @param dataDirectory where to look for files first; it must exist, and what it has must be whole
 * @param rows how many rows to train on
 * @param noise standard deviation of the noise of a problem in the plane
 * @param seed of what is drawn at random
 * @param progress is told of downloads
 * @param downloads whether files that are not on this machine are downloaded; if not, they are an
 *     error
 */
public record LoadOptions(
    Optional<Path> dataDirectory,
    OptionalInt rows,
    OptionalDouble noise,
    OptionalLong seed,
    DownloadProgress progress,
    boolean downloads) {
  /** Nothing chosen: every set at its own size, noise and seed; no listener. */
  public static final LoadOptions DEFAULT =
      new LoadOptions(
          Optional.empty(),
          OptionalInt.empty(),
          OptionalDouble.empty(),
          OptionalLong.empty(),
          DownloadProgress.NONE,
          true);

  /** Checks the numbers. */
  public LoadOptions {
    if (rows.isPresent() && rows.getAsInt() < 1) {
      throw new IllegalArgumentException("rows must be at least 1, got " + rows.getAsInt());
    }
    if (noise.isPresent() && !(noise.getAsDouble() >= 0)) {
      throw new IllegalArgumentException("noise must not be negative, got " + noise.getAsDouble());
    }
  }

  /** With a directory to look in first. */
  public LoadOptions withDataDirectory(Path directory) {
    return new LoadOptions(Optional.of(directory), rows, noise, seed, progress, downloads);
  }

  /** With this many rows to train on. */
  public LoadOptions withRows(int count) {
    return new LoadOptions(dataDirectory, OptionalInt.of(count), noise, seed, progress, downloads);
  }

  /** With this standard deviation of the noise. */
  public LoadOptions withNoise(double deviation) {
    return new LoadOptions(
        dataDirectory, rows, OptionalDouble.of(deviation), seed, progress, downloads);
  }

  /** With this seed. */
  public LoadOptions withSeed(long value) {
    return new LoadOptions(dataDirectory, rows, noise, OptionalLong.of(value), progress, downloads);
  }

  /** With a listener to downloads. */
  public LoadOptions withProgress(DownloadProgress listener) {
    return new LoadOptions(dataDirectory, rows, noise, seed, listener, downloads);
  }

  /** With files of this machine alone: for a name that a file says, not a person. */
  public LoadOptions withoutDownloads() {
    return new LoadOptions(dataDirectory, rows, noise, seed, progress, false);
  }
}
