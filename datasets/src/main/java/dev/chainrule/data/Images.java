package dev.chainrule.data;

import dev.chainrule.data.internal.Bytes;
import dev.chainrule.data.internal.PixelBuffer;
import dev.chainrule.dataset.BlockShuffle;
import dev.chainrule.dataset.BufferPool;
import dev.chainrule.dataset.Dataset;
import dev.chainrule.dataset.Shuffle;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
 *
 * <p>Plain files larger than a quarter of the heap stay where they are: they are mapped, read on a
 * thread of their own while a step runs, and shuffled {@link BlockShuffle block by block}, so that
 * ten million images are trained on in the memory of a few. To choose for oneself:
 *
 * <pre>{@code
 * Images mapped = Images.map("train", pixels, labels, names);                     // see Idx.map
 * Images inHeap = Images.of("train", Idx.read(pixels), Idx.read(labels), names);
 * Dataset quiteRandom = mapped.withShuffle(Shuffle.UNIFORM);
 * }</pre>
 */
public final class Images implements Dataset {
  /** So many bytes are copied together, or those of one row. */
  private static final int BYTES_AT_ONCE = 8_192;

  /** The part of the heap that one file may take. */
  private static final int PART_OF_HEAP = 4;

  private final String name;
  private final Idx pixels;
  private final Idx labels;
  private final List<String> classNames;
  private final Shape inputShape;

  /** For bytes. Copied first, rows come out of memory at one go, a fifth faster. */
  private final BufferPool<PixelBuffer> buffers = new BufferPool<>();

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
   * Reads a file of images and the file of their labels; maps one that is plain and larger than a
   * quarter of the heap.
   *
   * @param pixels an IDX file of shape [n, rows, cols], plain or gzip
   * @param labels an IDX file of shape [n], each below the number of class names
   * @throws DataFormatException if a file is malformed or the two do not agree
   */
  public static Images read(String name, Path pixels, Path labels, List<String> classNames)
      throws IOException {
    long most = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    return join(name, Idx.open(pixels, most), Idx.open(labels, most), classNames);
  }

  /**
   * Looks at a file of images and the file of their labels where they are, as {@link Idx#map} says;
   * labels are read once, to be checked.
   *
   * @param pixels a plain IDX file of shape [n, rows, cols]
   * @param labels a plain IDX file of shape [n], each below the number of class names
   * @throws DataFormatException if a file is packed or malformed or the two do not agree
   */
  public static Images map(String name, Path pixels, Path labels, List<String> classNames)
      throws IOException {
    return join(name, Idx.map(pixels), Idx.map(labels), classNames);
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
          String.format(
              Locale.ROOT,
              "%s: expected images of rank 3 and labels of rank 1, found shapes %s and %s;"
                  + " are the two files swapped?",
              both,
              pixels.shape(),
              labels.shape()));
    }
    if (pixels.shape().dim(0) != labels.shape().dim(0)) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s: expected as many images as labels, found %d and %d;"
                  + " take both files from the same set",
              both,
              pixels.shape().dim(0),
              labels.shape().dim(0)));
    }
    Bytes values = labels.raw();
    try {
      for (long i = 0; i < values.size(); i++) {
        int label = Byte.toUnsignedInt(values.get(i));
        if (label >= classes) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "%s: expected labels below %d, found label %d in row %d;"
                      + " give as many class names as the labels have, such as Images.numbered(%d)",
                  both,
                  classes,
                  label,
                  i,
                  label + 1));
        }
      }
      values.check();
      return Optional.empty();
    } catch (InternalError e) {
      throw values.fault(e);
    }
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
    return (int) labels.shape().dim(0); // a dimension of IDX is an int
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

  /** Block by block where the pixels stay in a file. */
  @Override
  public Shuffle shuffle() {
    return pixels.isMapped() ? BlockShuffle.ofRowsOf(inputShape.size()) : Shuffle.UNIFORM;
  }

  /** Where the pixels stay in a file. */
  @Override
  public boolean readAhead() {
    return pixels.isMapped();
  }

  /** Whether the files, where the images stay in them, are what they were. */
  @Override
  public void checkUnchanged() {
    pixels.raw().checkUnchanged();
    labels.raw().checkUnchanged();
  }

  /**
   * Copies rows, as {@link Dataset#read} says.
   *
   * @throws DataChangedException if the images stay in a file and it was cut short
   */
  @Override
  public void read(int[] rows, int from, int count, float[] x, float[] y) {
    Bytes pixelBytes = pixels.raw();
    Bytes labelBytes = labels.raw();
    try {
      copy(rows, from, count, x, y);
      pixelBytes.check();
      labelBytes.check();
    } catch (InternalError e) { // of either file: the one that was cut short says so
      pixelBytes.check();
      labelBytes.check();
      throw pixelBytes.inFile() ? pixelBytes.fault(e) : labelBytes.fault(e);
    }
  }

  private void copy(int[] rows, int from, int count, float[] x, float[] y) {
    int width = Math.toIntExact(inputShape.size());
    Objects.checkFromIndexSize(0, Math.multiplyExact(count, width), x.length);
    int atOnce = Math.max(1, BYTES_AT_ONCE / width);
    PixelBuffer spare = buffers.take();
    PixelBuffer buffer = spare != null ? spare : new PixelBuffer(atOnce * width);
    for (int i = 0; i < count; i += atOnce) {
      int some = Math.min(atOnce, count - i);
      for (int j = 0; j < some; j++) {
        int number = Objects.checkIndex(rows[from + i + j], size());
        pixels.raw().get((long) number * width, buffer.bytes(), j * width, width);
        y[i + j] = labels.raw().get(number) & 0xff;
      }
      buffer.scale(some * width, x, i * width);
    }
    buffers.leave(buffer);
  }

  @Override
  public String toString() {
    return name + ": " + size() + " images " + inputShape + ", " + classNames.size() + " classes";
  }
}
