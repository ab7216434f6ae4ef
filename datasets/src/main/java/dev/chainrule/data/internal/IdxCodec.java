package dev.chainrule.data.internal;

import dev.chainrule.data.DataFormatException;
import dev.chainrule.io.ReadBudget;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** The bytes of an IDX file: every check of a header stands here, once. */
public final class IdxCodec {
  /** Images have rank 3. */
  public static final int MAX_RANK = 3;

  private static final int UNSIGNED_BYTE = 0x08;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  /** Deflate's densest code is 258 bytes from 2 bits: no honest gzip file grows by more. */
  private static final long MAX_DEFLATE_RATIO = 1032;

  /** What a Java array may hold on every virtual machine. */
  private static final long MAX_ARRAY = Integer.MAX_VALUE - 8L;

  private IdxCodec() {}

  /**
   * What a plain file holds, and where it begins.
   *
   * @param offset of the first byte after the header
   */
  public record Header(Shape shape, int offset) {}

  /**
   * What a file holds.
   *
   * @param bytes row-major, as many as the shape's size
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
  public record Content(Shape shape, byte[] bytes) {}

  /**
   * Reads {@code length} bytes of IDX, plain or gzip. What the header claims is held against {@code
   * length} before anything of that size is allocated.
   */
  public static Content read(InputStream raw, String source, long length) throws IOException {
    return read(raw, source, length, Integer.MAX_VALUE);
  }

  /**
   * Reads the first {@code most} rows of {@code length} bytes of IDX, plain or gzip. What follows
   * them is neither unpacked nor checked.
   */
  public static Content read(InputStream raw, String source, long length, int most)
      throws IOException {
    checkNotEmpty(source, length);
    BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
    buffered.mark(2);
    boolean gzip = isGzip(buffered);
    buffered.reset();
    try {
      DataInputStream in =
          new DataInputStream(gzip ? new GZIPInputStream(buffered, BUFFER) : buffered);
      Shape whole = readHeader(in, source);
      boolean isPart = most < whole.dim(0);
      Shape shape = isPart ? whole.row().batch(most) : whole;
      int size = checkedSize(shape, source, gzip);
      if (gzip && whole.size() > length * MAX_DEFLATE_RATIO - headerLength(whole.rank())) {
        throw wrongLength(source, whole, "a gzip file of " + length + " bytes, which holds fewer");
      }
      if (!gzip) {
        checkLength(source, whole, length);
      }
      if (gzip) { // a plain file is as long as what it holds
        ReadBudget.of(source, length)
            .orElse("unpack it with gunzip, so that it can be read where it is")
            .take(size, "its " + size + " bytes, unpacked,");
      }
      byte[] bytes = new byte[size];
      int count = in.readNBytes(bytes, 0, size);
      if (count < size) {
        throw wrongLength(source, shape, count + " bytes");
      }
      if (!isPart && in.read() >= 0) {
        throw wrongLength(source, shape, "more");
      }
      return new Content(shape, bytes);
    } catch (ZipException | EOFException e) {
      String found = gzip ? "a damaged gzip file (" + e.getMessage() + ")" : "only part of one";
      throw damaged(source, found, length, e);
    }
  }

  /**
   * Reads and checks the header of a plain file of {@code length} bytes, of any size.
   *
   * @param in at its first byte
   */
  public static Header header(InputStream in, String source, long length) throws IOException {
    checkNotEmpty(source, length);
    try {
      Shape shape = readHeader(new DataInputStream(in), source);
      checkLength(source, shape, length);
      return new Header(shape, headerLength(shape.rank()));
    } catch (EOFException e) {
      throw damaged(source, "only part of one", length, e);
    }
  }

  /** Whether a stream begins as gzip does; reads two bytes of it. */
  public static boolean isGzip(InputStream in) throws IOException {
    return (in.read() << 8 | in.read()) == GZIP_MAGIC;
  }

  private static void checkNotEmpty(String source, long length) throws DataFormatException {
    if (length == 0) {
      throw new DataFormatException(
          source + ": expected an IDX file, found an empty one; delete it and fetch it again");
    }
  }

  private static void checkLength(String source, Shape shape, long length)
      throws DataFormatException {
    long rest = length - headerLength(shape.rank());
    if (shape.size() != rest) {
      throw wrongLength(source, shape, rest + " bytes");
    }
  }

  private static DataFormatException damaged(
      String source, String found, long length, IOException cause) {
    return new DataFormatException(
        source
            + ": expected an IDX file, found "
            + found
            + " of "
            + length
            + " bytes; delete it and fetch it again",
        cause);
  }

  private static Shape readHeader(DataInputStream in, String source) throws IOException {
    int magic = in.readInt();
    int rank = magic & 0xff;
    if (magic >>> 16 != 0) {
      throw new DataFormatException(
          source
              + String.format(
                  Locale.ROOT,
                  ": expected an IDX file, which begins with two zero bytes, found 0x%08x;"
                      + " check that this is the right file",
                  magic));
    }
    if ((magic >>> 8 & 0xff) != UNSIGNED_BYTE) {
      throw new DataFormatException(
          source
              + String.format(
                  Locale.ROOT,
                  ": expected unsigned bytes (IDX type 0x08), found type 0x%02x;"
                      + " convert the file to bytes",
                  magic >>> 8 & 0xff));
    }
    if (rank < 1 || rank > MAX_RANK) {
      throw new DataFormatException(
          source
              + ": expected an IDX array of rank 1 to "
              + MAX_RANK
              + ", found rank "
              + rank
              + "; store labels as rank 1 and grey images as rank 3");
    }
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = in.readInt();
      if (dims[i] <= 0) {
        throw new DataFormatException(
            source
                + ": expected positive dimensions, found dimension "
                + i
                + " = "
                + dims[i]
                + "; the file is empty or damaged, fetch it again");
      }
    }
    try {
      return Shape.of(dims);
    } catch (ShapeException e) { // three ints may exceed a long
      throw new DataFormatException(
          source
              + ": expected a size that a file may have, found a header of shape "
              + Arrays.toString(dims)
              + "; the file is damaged, fetch it again");
    }
  }

  private static int checkedSize(Shape shape, String source, boolean gzip)
      throws DataFormatException {
    if (shape.size() > MAX_ARRAY) {
      throw new DataFormatException(
          source
              + ": expected at most "
              + MAX_ARRAY
              + " bytes, which is what one Java array holds, found a header of shape "
              + shape
              + (gzip
                  ? "; unpack it with gunzip, so that it can be read where it is"
                  : "; map it, so that it is read where it is"));
    }
    return (int) shape.size();
  }

  private static DataFormatException wrongLength(String source, Shape shape, String found) {
    return new DataFormatException(
        source
            + ": expected "
            + shape.size()
            + " bytes after a header of shape "
            + shape
            + ", found "
            + found
            + "; the file is damaged or cut short, fetch it again");
  }

  private static int headerLength(int rank) {
    return 4 + 4 * rank;
  }

  /** Writes header and bytes. */
  public static void write(Shape shape, Bytes bytes, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(UNSIGNED_BYTE << 8 | shape.rank());
    for (long dim : shape.toArray()) {
      data.writeInt(Math.toIntExact(dim));
    }
    bytes.copyTo(data);
    data.flush();
  }

  /** A gzip stream at the level that takes longest and gives the least. */
  public static GZIPOutputStream smallest(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, BUFFER) {
      {
        def.setLevel(Deflater.BEST_COMPRESSION);
      }
    };
  }
}
