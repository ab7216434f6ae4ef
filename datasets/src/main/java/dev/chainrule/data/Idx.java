package dev.chainrule.data;

import dev.chainrule.data.internal.IdxCodec;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * An array of unsigned bytes as an IDX file holds it, the format of MNIST (LeCun, Cortes &amp;
 * Burges 1998): magic {@code 0x0000080r} with r the rank, r dimensions as big-endian ints, then the
 * bytes, row-major. Images are {@code 0x00000803}, labels {@code 0x00000801}.
 *
 * <pre>{@code
 * Idx images = Idx.read(Path.of("train-images-idx3-ubyte.gz"));   // plain or gzip, told by its bytes
 * images.shape();                                                 // [60000, 28, 28]
 * images.write(Path.of("copy-idx3-ubyte"));                       // gzip if the name ends in .gz
 * }</pre>
 */
public final class Idx {
  private final String source;
  private final Shape shape;
  private final byte[] bytes;

  private Idx(String source, Shape shape, byte[] bytes) {
    this.source = source;
    this.shape = shape;
    this.bytes = bytes;
  }

  /**
   * An array of this shape.
   *
   * @param shape of rank 1 to 3
   * @param bytes row-major, copied
   * @throws IllegalArgumentException if the rank is another or the shape has another size
   */
  public static Idx of(Shape shape, byte[] bytes) {
    return wrap("memory", shape, bytes.clone());
  }

  /** As {@link #of}, without the copy. */
  static Idx wrap(String source, Shape shape, byte[] bytes) {
    if (shape.rank() < 1 || shape.rank() > IdxCodec.MAX_RANK || shape.size() != bytes.length) {
      throw new IllegalArgumentException(
          "an IDX array has rank 1 to "
              + IdxCodec.MAX_RANK
              + " and as many bytes as its shape, got shape "
              + shape
              + " and "
              + bytes.length
              + " bytes");
    }
    return new Idx(source, shape, bytes);
  }

  /**
   * Reads a file, plain or gzip, which its first two bytes tell.
   *
   * @throws NoSuchFileException if there is none
   * @throws DataFormatException if it is not an IDX file of unsigned bytes, or is shorter or longer
   *     than its header says
   */
  public static Idx read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "expected an IDX file, found none; check the path or fetch it");
    }
    if (Files.isDirectory(file)) {
      throw new DataFormatException(
          file + ": expected an IDX file, found a directory; name a file in it");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), Files.size(file));
    }
  }

  /** Reads {@code length} bytes, plain or gzip; {@code source} is what messages call them. */
  static Idx read(InputStream in, String source, long length) throws IOException {
    IdxCodec.Content content = IdxCodec.read(in, source, length);
    return new Idx(source, content.shape(), content.bytes());
  }

  /** Writes a file, over one that is there; gzip if its name ends in {@code .gz}. */
  public void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      if (file.toString().endsWith(".gz")) {
        try (GZIPOutputStream zip = IdxCodec.smallest(out)) {
          IdxCodec.write(shape, bytes, zip);
        }
      } else {
        IdxCodec.write(shape, bytes, out);
      }
    }
  }

  /** Where it was read from, for messages. */
  public String source() {
    return source;
  }

  /** Its dimensions: {@code [60000, 28, 28]} for images, {@code [60000]} for labels. */
  public Shape shape() {
    return shape;
  }

  /** Its bytes, row-major, as a new array. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Its bytes themselves, for readers of this package that do not write them. */
  byte[] raw() {
    return bytes;
  }

  /** Of the same shape and bytes, wherever they came from. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Idx idx && shape.equals(idx.shape) && Arrays.equals(bytes, idx.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Idx" + shape + " from " + source;
  }
}
