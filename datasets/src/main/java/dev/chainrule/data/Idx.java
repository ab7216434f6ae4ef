package dev.chainrule.data;

import dev.chainrule.data.internal.Bytes;
import dev.chainrule.data.internal.IdxCodec;
import dev.chainrule.data.internal.MappedBytes;
import dev.chainrule.data.internal.OpenFile;
import dev.chainrule.io.AtomicFile;
import dev.chainrule.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
 * Idx large = Idx.map(Path.of("ten-million-idx3-ubyte"));         // stays in the file
 * }</pre>
 *
 * <p>Its bytes are in memory, or stay in a plain file that was {@link #map mapped}, which may be
 * larger than memory and than a Java array.
 */
public final class Idx {
  private final String source;
  private final Shape shape;
  private final Bytes bytes;

  private Idx(String source, Shape shape, Bytes bytes) {
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
    return new Idx(source, shape, Bytes.of(bytes));
  }

  /**
   * Reads a file, plain or gzip, which its first two bytes tell.
   *
   * @throws NoSuchFileException if there is none
   * @throws DataFormatException if it is not an IDX file of unsigned bytes, or is shorter or longer
   *     than its header says, or larger than a Java array
   * @throws IOException if it unpacks to more than a file of its length may take ({@link
   *     dev.chainrule.io.ReadBudget})
   */
  public static Idx read(Path file) throws IOException {
    checkIsFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), Files.size(file));
    }
  }

  /**
   * Reads the first rows of a file, plain or gzip, and nothing of what follows them.
   *
   * @param most how many rows, or all where it has fewer
   * @throws NoSuchFileException if there is none
   * @throws DataFormatException as for {@link #read}, as far as it was read
   */
  public static Idx readFirst(Path file, int most) throws IOException {
    if (most < 1) {
      throw new IllegalArgumentException("the number of rows must be at least 1, got " + most);
    }
    checkIsFile(file);
    try (InputStream in = Files.newInputStream(file)) {
      IdxCodec.Content content = IdxCodec.read(in, file.toString(), Files.size(file), most);
      return new Idx(file.toString(), content.shape(), Bytes.of(content.bytes()));
    }
  }

  /**
   * Looks at a plain file of any size by memory mapping: nothing is read until it is asked for, and
   * what was read may be dropped again, so that it takes no heap. Rows that are read at random cost
   * a page of the disk each.
   *
   * <p>The file is not to be changed while it is mapped, which is until this object is collected.
   * Where it is cut short, reading throws a {@link DataChangedException}; where it is written to,
   * new bytes may or may not be seen, and {@link dev.chainrule.dataset.Dataset#checkUnchanged}
   * throws one. Put a new file in its place (rename) rather than write over it. Windows does not
   * let go of a mapped file.
   *
   * @throws NoSuchFileException if there is none
   * @throws DataFormatException if it is packed, or not an IDX file of unsigned bytes, or is
   *     shorter or longer than its header says
   */
  public static Idx map(Path file) throws IOException {
    checkIsFile(file);
    return OpenFile.open(
        file,
        open -> {
          InputStream in = new BufferedInputStream(open.stream());
          in.mark(2);
          if (IdxCodec.isGzip(in)) {
            throw new DataFormatException(
                file
                    + ": expected a plain IDX file, which can be read where it is, found a gzip"
                    + " file; unpack it with gunzip");
          }
          in.reset();
          IdxCodec.Header header = IdxCodec.header(in, file.toString(), open.length());
          return new Idx(
              file.toString(),
              header.shape(),
              new MappedBytes(open, header.offset(), header.shape().size()));
        });
  }

  /** Maps a plain file of more than {@code most} bytes; reads any other into memory. */
  static Idx open(Path file, long most) throws IOException {
    checkIsFile(file);
    boolean gzip;
    try (InputStream in = Files.newInputStream(file)) {
      gzip = IdxCodec.isGzip(in);
    }
    return !gzip && Files.size(file) > most ? map(file) : read(file);
  }

  private static void checkIsFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "expected an IDX file, found none; check the path or fetch it");
    }
    if (Files.isDirectory(file)) {
      throw new DataFormatException(
          file + ": expected an IDX file, found a directory; name a file in it");
    }
  }

  /** Reads {@code length} bytes, plain or gzip; {@code source} is what messages call them. */
  static Idx read(InputStream in, String source, long length) throws IOException {
    IdxCodec.Content content = IdxCodec.read(in, source, length);
    return new Idx(source, content.shape(), Bytes.of(content.bytes()));
  }

  /**
   * Writes a file, over one that is there, as a whole or not at all; gzip if its name ends in
   * {@code .gz}.
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, content(file));
  }

  /** What {@link #write} puts into a file of this name. */
  AtomicFile.Writing content(Path file) {
    return out -> {
      if (file.toString().endsWith(".gz")) {
        try (GZIPOutputStream zip = IdxCodec.smallest(out)) {
          IdxCodec.write(shape, bytes, zip);
        }
      } else {
        IdxCodec.write(shape, bytes, out);
      }
    };
  }

  /** Where it was read from, for messages. */
  public String source() {
    return source;
  }

  /** Its dimensions: {@code [60000, 28, 28]} for images, {@code [60000]} for labels. */
  public Shape shape() {
    return shape;
  }

  /**
   * Its bytes, row-major, as a new array.
   *
   * @throws ArithmeticException if they are more than a Java array holds
   */
  public byte[] bytes() {
    byte[] all = new byte[Math.toIntExact(bytes.size())];
    bytes.getChecked(0, all, 0, all.length);
    return all;
  }

  /** Whether its bytes stay in a file that was {@link #map mapped}. */
  public boolean isMapped() {
    return bytes.inFile();
  }

  /** Its bytes where they are, for readers of this package. */
  Bytes raw() {
    return bytes;
  }

  /** Of the same shape and bytes, wherever they are; reads all of them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Idx idx && shape.equals(idx.shape) && bytes.isSameAs(idx.bytes);
  }

  /** Of the shape alone, so that a hash does not read a file. */
  @Override
  public int hashCode() {
    return shape.hashCode();
  }

  @Override
  public String toString() {
    return "Idx" + shape + " from " + source;
  }
}
