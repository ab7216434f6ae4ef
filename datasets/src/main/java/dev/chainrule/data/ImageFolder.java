package dev.chainrule.data;

import dev.chainrule.data.internal.Bytes;
import dev.chainrule.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * A directory with the four files of an image set, named as those of MNIST are.
 *
 * <pre>{@code
 * Path here = Path.of("my-digits");
 * ImageFolder.write(here, Digits.generateTrain(60_000, 7), Digits.generateTest(10_000, 7));
 * TrainTest again = ImageFolder.read("my-digits", here);
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

  /** Larger ones stay in their file while the largest is looked for. */
  private static final long MAPPED_LABELS = 1L << 24;

  private ImageFolder() {}

  /**
   * Reads the four files, each with or without {@code .gz}. There are as many classes as the labels
   * have, named by number; a label that no image has counts too if it is below the largest.
   *
   * <p>EMNIST's letters, for one, have labels 1 to 26, so 27 classes of which 0 is empty, and its
   * images are transposed: they are learnt as they are, so a picture of one's own has to be turned
   * likewise.
   *
   * @throws java.nio.file.NoSuchFileException if one is missing
   * @throws DataFormatException if one is malformed or they do not agree
   */
  public static TrainTest read(String name, Path directory) throws IOException {
    return read(name, files(directory), List.of());
  }

  /**
   * Reads the four files, each with or without {@code .gz}, of images of the classes named.
   *
   * @throws java.nio.file.NoSuchFileException if one is missing
   * @throws DataFormatException if one is malformed or they do not agree
   */
  public static TrainTest read(String name, Path directory, List<String> classNames)
      throws IOException {
    List<Path> files = files(directory);
    return joined(name, files, classNames);
  }

  /**
   * Reads four files. Where labels go beyond the classes that are known, there are as many classes
   * as the labels have, named by number, and a warning says so.
   *
   * @param files train images, train labels, test images, test labels
   */
  static TrainTest read(String name, List<Path> files, List<String> known) throws IOException {
    int needed = 1 + Math.max(largest(files.get(1)), largest(files.get(3)));
    if (needed > known.size() && !known.isEmpty()) {
      LoggerFactory.getLogger(ImageFolder.class)
          .warn(
              "{}: labels of {} go up to {}, so it has {} classes, named by number",
              files.get(1).getParent(),
              name,
              needed - 1,
              needed);
    }
    return joined(name, files, needed > known.size() ? Images.numbered(needed) : known);
  }

  private static TrainTest joined(String name, List<Path> files, List<String> classes)
      throws IOException {
    return new TrainTest(
        name,
        Images.read(name + " train", files.get(0), files.get(1), classes),
        Images.read(name + " test", files.get(2), files.get(3), classes));
  }

  private static int largest(Path labels) throws IOException {
    Idx idx = Idx.open(labels, MAPPED_LABELS);
    Bytes values = idx.raw();
    int largest = 0;
    for (long i = 0; i < values.size() && idx.shape().rank() == 1; i++) {
      largest = Math.max(largest, Byte.toUnsignedInt(values.get(i)));
    }
    return largest;
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

  private static List<Path> files(Path directory) throws IOException {
    ImageFiles here = ImageFiles.in(directory);
    List<Path> files = new ArrayList<>();
    for (String name : List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)) {
      List<Path> found = here.named(name);
      if (found.isEmpty()) {
        throw new NoSuchFileException(
            directory.resolve(name).toString(),
            null,
            "expected an IDX file of this name, with or without .gz, found none; check the folder");
      }
      files.add(found.get(found.size() - 1)); // a plain one, which need not be unpacked
    }
    return files;
  }
}
