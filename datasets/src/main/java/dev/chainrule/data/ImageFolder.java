package dev.chainrule.data;

import dev.chainrule.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory with the four files of an image set, named as those of MNIST are.
 *
 * <pre>{@code
 * Path here = Path.of("my-digits");
 * ImageFolder.write(here, Digits.generateTrain(60_000, 7), Digits.generateTest(10_000, 7));
 * TrainTest again = ImageFolder.read("my-digits", here, Images.numbered(10));
 * }</pre>
 */
public final class ImageFolder {
  /** The files' names, without the {@code .gz} that they may have. */
  public static final String TRAIN_IMAGES = "train-images-idx3-ubyte";

  /** See {@link #TRAIN_IMAGES}. */
  public static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

  /** See {@link #TRAIN_IMAGES}. */
  public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";

  /** See {@link #TRAIN_IMAGES}. */
  public static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  private ImageFolder() {}

  /**
   * Reads the four files, each with or without {@code .gz}.
   *
   * @throws java.nio.file.NoSuchFileException if one is missing
   * @throws DataFormatException if one is malformed or they do not agree
   */
  public static TrainTest read(String name, Path directory, List<String> classNames)
      throws IOException {
    return new TrainTest(
        name,
        Images.read(
            name + " train",
            file(directory, TRAIN_IMAGES),
            file(directory, TRAIN_LABELS),
            classNames),
        Images.read(
            name + " test",
            file(directory, TEST_IMAGES),
            file(directory, TEST_LABELS),
            classNames));
  }

  /**
   * Writes the four files, gzipped, over those that are there, none before all are whole; the
   * directory is made if need be.
   *
   * @return the files written
   */
  public static List<Path> write(Path directory, Images train, Images test) throws IOException {
    Files.createDirectories(directory);
    List<Path> files =
        List.of(
            directory.resolve(TRAIN_IMAGES + ".gz"),
            directory.resolve(TRAIN_LABELS + ".gz"),
            directory.resolve(TEST_IMAGES + ".gz"),
            directory.resolve(TEST_LABELS + ".gz"));
    List<Idx> arrays = List.of(train.pixels(), train.labels(), test.pixels(), test.labels());
    try (AtomicFiles all = new AtomicFiles()) {
      for (int i = 0; i < arrays.size(); i++) {
        all.write(files.get(i), arrays.get(i).content(files.get(i)));
      }
      all.commit();
    }
    return files;
  }

  private static Path file(Path directory, String name) {
    Path plain = directory.resolve(name);
    return Files.exists(plain) ? plain : directory.resolve(name + ".gz");
  }
}
