package dev.chainrule.param;

import dev.chainrule.io.ReadBudget;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Reads named arrays from a file of Hugging Face's <a
 * href="https://huggingface.co/docs/safetensors/index">safetensors</a> format: eight bytes with the
 * header's length, a JSON header, the numbers, little-endian. Data only: nothing in such a file is
 * ever executed.
 *
 * <p>Everything the header claims is checked against the file's length and the expected layout
 * before memory for the numbers is taken.
 */
public final class SafeTensorsReader implements Closeable {
  private static final long LONGEST_HEADER = 100_000_000; // the reference implementation's limit
  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final SafeTensorsHeader header;
  private final long dataStart;

  private SafeTensorsReader(
      Path file, FileChannel channel, SafeTensorsHeader header, long dataStart) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IOException if it is missing or not such a file, or its header asks for more memory
   *     than a file of its length may take ({@link ReadBudget}); the message says what is wrong
   */
  public static SafeTensorsReader open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a model file");
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long length = channel.size();
      if (length < 8) {
        throw bad(
            file.toString(), "it has " + length + " bytes, too few for a safetensors file", null);
      }
      long headerLength = readExactly(channel, 0, 8).getLong();
      if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, length - 8)) {
        throw bad(
            file.toString(),
            "its header claims "
                + Long.toUnsignedString(headerLength)
                + " bytes, but the file has "
                + (length - 8)
                + " after the first eight; it is cut short, or no safetensors file",
            null);
      }
      InputStream bytes = new RangeInput(channel, 8, headerLength);
      SafeTensorsHeader header =
          SafeTensorsHeader.read(bytes, file.toString(), ReadBudget.of(file.toString(), length));
      return new SafeTensorsReader(file, channel, header, 8 + headerLength);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The remarks in the file. */
  public Map<String, String> metadata() {
    return new TreeMap<>(header.metadata());
  }

  /**
   * Reads the arrays that {@code layout} expects, all of them and no others.
   *
   * @param type what they are expected to be
   * @throws IOException if names, shapes, types or lengths disagree, naming the first that does
   */
  public Params read(ParamLayout layout, DataType type) throws IOException {
    check(layout, type);
    int width = type.width();
    Params params = Params.zeros(layout, type);
    DataBuffer data = params.flat().data();
    for (ParamLayout.Entry entry : layout.entries()) {
      SafeTensorsHeader.Tensor tensor = header.tensors().get(entry.spec().name());
      long at = dataStart + Objects.requireNonNull(tensor).begin();
      long left = entry.spec().shape().size();
      long to = entry.offset();
      while (left > 0) {
        int count = (int) Math.min(left, CHUNK / width);
        ByteBuffer bytes = readExactly(channel, at, count * width);
        for (int i = 0; i < count; i++) {
          if (type == DataType.FLOAT) {
            data.put(to++, Float.intBitsToFloat(bytes.getInt()));
          } else {
            data.put(to++, Double.longBitsToDouble(bytes.getLong()));
          }
        }
        at += (long) count * width;
        left -= count;
      }
    }
    return params;
  }

  /** Checks that the arrays are those that are expected, before anything is allocated. */
  private void check(ParamLayout layout, DataType type) throws IOException {
    TreeSet<String> extra = new TreeSet<>(header.tensors().keySet());
    for (ParamLayout.Entry entry : layout.entries()) {
      String name = entry.spec().name();
      SafeTensorsHeader.Tensor tensor = header.tensors().get(name);
      if (tensor == null) {
        throw bad("it has no array " + name + ", which the network needs");
      }
      extra.remove(name);
      DataType its = type(name, tensor.dtype());
      if (its != type) {
        throw bad(name + " is " + its + ", expected " + type);
      }
      long[] expected = entry.spec().shape().toArray();
      if (!Arrays.equals(expected, tensor.shape())) {
        throw bad(
            "%s should have shape %s, got %s"
                .formatted(name, text(expected), text(tensor.shape())));
      }
    }
    if (!extra.isEmpty()) {
      throw bad("it has arrays that the network does not: " + String.join(", ", extra));
    }
    checkBytes();
  }

  private static String text(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }

  /** Checks every claim of the header against the length of the file. */
  void checkBytes() throws IOException {
    header.checkBytes(channel.size() - dataStart);
  }

  private DataType type(String name, String dtype) throws IOException {
    return switch (dtype) {
      case "F32" -> DataType.FLOAT;
      case "F64" -> DataType.DOUBLE;
      default -> throw bad(name + " is " + dtype + "; only F32 and F64 can be read");
    };
  }

  private static ByteBuffer readExactly(FileChannel channel, long position, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  private IOException bad(String what) {
    return bad(file.toString(), what, null);
  }

  static IOException bad(String source, String what, @Nullable Exception cause) {
    return new IOException(source + " cannot be read: " + what + ".", cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
