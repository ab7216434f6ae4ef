package dev.chainrule.param;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.chainrule.tensor.Shape;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
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
  static final String METADATA = "__metadata__";
  private static final int CHUNK = 1 << 16;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final PositionedFile bytes;
  private final JsonNode header;
  private final long dataStart;

  private SafeTensorsReader(Path file, PositionedFile bytes, JsonNode header, long dataStart) {
    this.file = file;
    this.bytes = bytes;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IOException if it is missing or not such a file; the message says what is wrong
   */
  public static SafeTensorsReader open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a model file");
    }
    PositionedFile bytes = PositionedFile.open(file);
    try {
      long length = bytes.length();
      if (length < 8) {
        throw bad(file, "it has " + length + " bytes, too few for a safetensors file");
      }
      long headerLength = readExactly(file, bytes, 0, 8).getLong();
      if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, length - 8)) {
        throw bad(
            file,
            "its header claims "
                + Long.toUnsignedString(headerLength)
                + " bytes, but the file has "
                + (length - 8)
                + " after the first eight; it is cut short, or no safetensors file");
      }
      byte[] json = readExactly(file, bytes, 8, (int) headerLength).array();
      JsonNode header;
      try {
        header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      } catch (JsonProcessingException e) {
        throw bad(file, "its header is not JSON: " + e.getOriginalMessage());
      }
      if (!header.isObject()) {
        throw bad(file, "its header is not a JSON object");
      }
      return new SafeTensorsReader(file, bytes, header, 8 + headerLength);
    } catch (IOException | RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * The remarks in the file.
   *
   * @throws IOException if they are not strings
   */
  public Map<String, String> metadata() throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    JsonNode node = header.get(METADATA);
    if (node == null) {
      return metadata;
    }
    if (!node.isObject()) {
      throw bad(file, METADATA + " is not an object");
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isTextual()) {
        throw bad(file, METADATA + "." + entry.getKey() + " is not a string");
      }
      metadata.put(entry.getKey(), entry.getValue().textValue());
    }
    return metadata;
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
      long at = dataStart + offset(entry.spec().name(), 0);
      long left = entry.spec().shape().size();
      long to = entry.offset();
      while (left > 0) {
        int count = (int) Math.min(left, CHUNK / width);
        ByteBuffer some = readExactly(file, bytes, at, count * width);
        for (int i = 0; i < count; i++) {
          if (type == DataType.FLOAT) {
            data.put(to++, Float.intBitsToFloat(some.getInt()));
          } else {
            data.put(to++, Double.longBitsToDouble(some.getLong()));
          }
        }
        at += (long) count * width;
        left -= count;
      }
    }
    return params;
  }

  /** Checks every claim of the header before anything is allocated. */
  private void check(ParamLayout layout, DataType type) throws IOException {
    TreeSet<String> extra = new TreeSet<>();
    header.fieldNames().forEachRemaining(extra::add);
    extra.remove(METADATA);
    long available = bytes.length() - dataStart;
    List<Range> ranges = new ArrayList<>();
    for (ParamLayout.Entry entry : layout.entries()) {
      String name = entry.spec().name();
      JsonNode tensor = header.get(name);
      if (tensor == null || !tensor.isObject()) {
        throw bad(file, "it has no array " + name + ", which the network needs");
      }
      extra.remove(name);
      DataType its = type(name, tensor.path("dtype").asText());
      if (its != type) {
        throw bad(file, name + " is " + its + ", expected " + type);
      }
      Shape expected = entry.spec().shape();
      JsonNode shape = JSON.valueToTree(expected);
      if (!shape.toString().equals(tensor.path("shape").toString())) {
        throw bad(file, name + " should have shape " + shape + ", got " + tensor.path("shape"));
      }
      // Not size × width, which can overflow for a made-up shape.
      long begin = offset(name, 0);
      long end = offset(name, 1);
      if (end > available
          || end < begin
          || (end - begin) % its.width() != 0
          || (end - begin) / its.width() != expected.size()) {
        throw bad(
            file,
            name
                + " claims bytes "
                + begin
                + " to "
                + end
                + " for shape "
                + shape
                + ", but the file holds "
                + available
                + " bytes of numbers; it was cut short or damaged");
      }
      ranges.add(new Range(name, begin, end));
    }
    if (!extra.isEmpty()) {
      throw bad(file, "it has arrays that the network does not: " + String.join(", ", extra));
    }
    checkNoGaps(ranges, available);
  }

  /** The bytes of one array. */
  private record Range(String name, long begin, long end) {}

  /**
   * Arrays may stand in any order, since other programs have their own, but without gaps or
   * overlaps: the format says so, and no byte is then without meaning.
   */
  private void checkNoGaps(List<Range> ranges, long available) throws IOException {
    ranges.sort(Comparator.comparingLong(Range::begin));
    long expected = 0;
    for (Range range : ranges) {
      if (range.begin() != expected) {
        throw bad(
            file, range.name() + " begins at byte " + range.begin() + ", expected " + expected);
      }
      expected = range.end();
    }
    if (expected != available) {
      throw bad(file, (available - expected) + " bytes follow after the last array");
    }
  }

  private long offset(String name, int which) throws IOException {
    JsonNode both = header.path(name).path("data_offsets");
    JsonNode node = both.path(which);
    if (both.size() != 2
        || !node.canConvertToLong()
        || !node.isIntegralNumber()
        || node.longValue() < 0) {
      throw bad(file, name + " has no data_offsets, two numbers of bytes");
    }
    return node.longValue();
  }

  private DataType type(String name, String dtype) throws IOException {
    return switch (dtype) {
      case "F32" -> DataType.FLOAT;
      case "F64" -> DataType.DOUBLE;
      default -> throw bad(file, name + " is " + dtype + "; only F32 and F64 can be read");
    };
  }

  private static ByteBuffer readExactly(Path file, PositionedFile from, long position, int count)
      throws IOException {
    try {
      return ByteBuffer.wrap(from.read(position, count)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (EOFException e) {
      throw bad(file, "it became shorter while it was read");
    }
  }

  private static IOException bad(Path file, String what) {
    return new IOException(file + " cannot be read: " + what + ".");
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
