package dev.chainrule.data;

import dev.chainrule.nn.Dataset;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Grey images and the class of each, held as bytes and read as x = byte / 255 in [0, 1].
 *
 * <p>An input has shape [rows · cols], or [rows, cols] after {@link #withImageShape}: two views of
 * the same bytes.
 *
 * <pre>{@code
 * Images train = Images.read("mnist train", Path.of("train-images-idx3-ubyte.gz"),
 *     Path.of("train-labels-idx1-ubyte.gz"), Images.numbered(10));
 * train.inputShape();                       // [784]
 * }</pre>
 */
public final class Images implements Dataset {
  private static final float[] SCALED = new float[256];

  static {
    for (int i = 0; i < SCALED.length; i++) {
      SCALED[i] = i / 255f;
    }
  }

  private final String name;
  private final Idx pixels;
  private final Idx labels;
  private final List<String> classNames;
  private final Shape inputShape;

  private Images(String name, Idx pixels, Idx labels, List<String> classNames, Shape inputShape) {
    this.name = name;
    this.pixels = pixels;
    this.labels = labels;
    this.classNames = classNames;
    this.inputShape = inputShape;
  }

  /**
   * Images and labels that are in memory already.
   *
   * @param pixels shape [n, rows, cols]
   * @param labels shape [n], each below the number of class names
   * @throws IllegalArgumentException if they do not agree
   */
  public static Images of(String name, Idx pixels, Idx labels, List<String> classNames) {
    Optional<String> problem = disagreement(pixels, labels, classNames.size());
    if (problem.isPresent()) {
      throw new IllegalArgumentException(problem.get());
    }
    Shape flat = Shape.of(pixels.shape().row().size());
    return new Images(name, pixels, labels, List.copyOf(classNames), flat);
  }

  /**
   * Reads a file of images and the file of their labels.
   *
   * @param pixels an IDX file of shape [n, rows, cols], plain or gzip
   * @param labels an IDX file of shape [n], each below the number of class names
   * @throws DataFormatException if a file is malformed or the two do not agree
   */
  public static Images read(String name, Path pixels, Path labels, List<String> classNames)
      throws IOException {
    return join(name, Idx.read(pixels), Idx.read(labels), classNames);
  }

  /** As {@link #of}, for arrays that come from files, so that their disagreement is the files'. */
  static Images join(String name, Idx pixels, Idx labels, List<String> classNames)
      throws DataFormatException {
    Optional<String> problem = disagreement(pixels, labels, classNames.size());
    if (problem.isPresent()) {
      throw new DataFormatException(problem.get());
    }
    return of(name, pixels, labels, classNames);
  }

  /** The class names 0 … classes − 1. */
  public static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private static Optional<String> disagreement(Idx pixels, Idx labels, int classes) {
    String both = pixels.source() + " and " + labels.source();
    if (pixels.shape().rank() != 3 || labels.shape().rank() != 1) {
      return Optional.of(
          ("%s: expected images of rank 3 and labels of rank 1, found shapes %s and %s;"
                  + " are the two files swapped?")
              .formatted(both, pixels.shape(), labels.shape()));
    }
    if (pixels.shape().dim(0) != labels.shape().dim(0)) {
      return Optional.of(
          ("%s: expected as many images as labels, found %d and %d;"
                  + " take both files from the same set")
              .formatted(both, pixels.shape().dim(0), labels.shape().dim(0)));
    }
    byte[] values = labels.raw();
    for (int i = 0; i < values.length; i++) {
      int label = Byte.toUnsignedInt(values[i]);
      if (label >= classes) {
        return Optional.of(
            ("%s: expected labels below %d, found label %d in row %d;"
                    + " name as many classes as the labels have")
                .formatted(both, classes, label, i));
      }
    }
    return Optional.empty();
  }

  /** The same images with inputs of shape [rows, cols], as a convolution wants them. */
  public Images withImageShape() {
    return new Images(name, pixels, labels, classNames, pixels.shape().row());
  }

  /** All pixels, shape [n, rows, cols]. */
  public Idx pixels() {
    return pixels;
  }

  /** All labels, shape [n]. */
  public Idx labels() {
    return labels;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return labels.raw().length;
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape targetShape() {
    return Shape.of();
  }

  @Override
  public OptionalInt classes() {
    return OptionalInt.of(classNames.size());
  }

  @Override
  public String className(int index) {
    return classNames.get(index);
  }

  @Override
  public void read(int[] rows, int from, int count, float[] x, float[] y) {
    byte[] grey = pixels.raw();
    int width = (int) inputShape.size();
    Objects.checkFromIndexSize(0, count * width, x.length);
    for (int i = 0; i < count; i++) {
      int row = Objects.checkIndex(rows[from + i], size());
      for (int j = 0; j < width; j++) {
        x[i * width + j] = SCALED[grey[row * width + j] & 0xff];
      }
      y[i] = labels.raw()[row] & 0xff;
    }
  }

  @Override
  public String toString() {
    return name + ": " + size() + " images " + inputShape + ", " + classNames.size() + " classes";
  }
}
