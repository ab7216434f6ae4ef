package dev.chainrule.param;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.chainrule.io.ReadBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON header of a safetensors file, token by token, with the strictness of the reference
 * implementation in Rust: UTF-8 without faults, no lone surrogates, whole numbers as such, no name
 * twice. What it keeps is taken from a {@link ReadBudget} first.
 */
final class SafeTensorsHeader {
  static final String METADATA = "__metadata__";
  private static final int DEEPEST = 127; // serde_json's limit
  private static final int LONGEST_STRING = 100_000_000; // that of the header
  private static final int MOST_DIGITS = 20; // of 2^64 - 1
  private static final int ENTRY_BYTES =
      300; // of the objects that keep an array's or a remark's name

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_STRING)
                  .build())
          .build();

  /**
   * What the header says of one array.
   *
   * @param dtype the name of its type, not checked
   * @param shape its dimensions, each below 2^63
   * @param begin the offset of its first byte after the header
   * @param end the offset after its last byte
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Tensor(String dtype, long[] shape, long begin, long end) {}

  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, Tensor> tensors = new TreeMap<>();
  private final String source;
  private final ReadBudget budget;
  private final JsonParser json;

  private SafeTensorsHeader(String source, ReadBudget budget, JsonParser json) {
    this.source = source;
    this.budget = budget;
    this.json = json;
  }

  /**
   * Reads a header.
   *
   * @param in its bytes and no others
   */
  static SafeTensorsHeader read(InputStream in, String source, ReadBudget budget)
      throws IOException {
    Reader text =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (JsonParser json = JSON.createParser(text)) {
      SafeTensorsHeader header = new SafeTensorsHeader(source, budget, json);
      header.readAll();
      return header;
    } catch (CharacterCodingException e) {
      throw SafeTensorsReader.bad(source, "its header is not JSON: it is not text in UTF-8", e);
    } catch (JsonProcessingException e) {
      throw SafeTensorsReader.bad(source, "its header is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The remarks, sorted. */
  Map<String, String> metadata() {
    return metadata;
  }

  /** The arrays by name, sorted. */
  Map<String, Tensor> tensors() {
    return tensors;
  }

  private void readAll() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw bad("its header is not a JSON object");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = text();
      json.nextToken();
      if (name.equals(METADATA)) {
        readMetadata();
      } else {
        budget.take(ENTRY_BYTES + 2L * name.length(), "the names in its header");
        tensors.put(name, tensor(name));
      }
    }
    if (json.nextToken() != null) {
      throw bad("its header is not JSON: something follows after the object");
    }
  }

  private void readMetadata() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw bad(METADATA + " is not an object");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = text();
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw bad(METADATA + "." + key + " is not a string");
      }
      String value = text();
      budget.take(
          ENTRY_BYTES + 2L * key.length() + 2L * value.length(), "the remarks in its header");
      metadata.put(key, value);
    }
  }

  private Tensor tensor(String name) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw bad("it has no array " + name + ", whose description is not an object");
    }
    @Nullable String dtype = null;
    long @Nullable [] shape = null;
    long @Nullable [] offsets = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = text();
      json.nextToken();
      switch (field) {
        case "dtype" -> dtype = json.currentToken() == JsonToken.VALUE_STRING ? text() : "";
        case "shape" -> shape = numbers(name + " has no shape, a list of whole numbers");
        case "data_offsets" -> offsets = numbers(noOffsets(name));
        default -> pass();
      }
    }
    if (dtype == null || dtype.isEmpty()) {
      throw bad(name + " has no dtype, the name of a type");
    }
    if (shape == null) {
      throw bad(name + " has no shape, a list of whole numbers");
    }
    if (offsets == null || offsets.length != 2) {
      throw bad(noOffsets(name));
    }
    return new Tensor(dtype, shape, offsets[0], offsets[1]);
  }

  private static String noOffsets(String name) {
    return name + " has no data_offsets, two numbers of bytes";
  }

  /** Whole numbers below 2^63, without a sign, fraction or exponent. */
  private long[] numbers(String otherwise) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw bad(otherwise);
    }
    long[] numbers = new long[4];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
          || json.getTextLength() > MOST_DIGITS
          || json.getText().startsWith("-")
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw bad(otherwise);
      }
      if (count == numbers.length) {
        budget.take(count, 2 * Long.BYTES, "the shapes in its header");
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = json.getLongValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  /** Passes over a value of no meaning here, which must be right all the same. */
  private void pass() throws IOException {
    int depth = 0;
    do {
      JsonToken token = json.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
        text();
      } else if (token.isNumeric() && !Double.isFinite(json.getDoubleValue())) {
        throw bad("its header is not JSON: " + json.getText() + " is beyond all numbers");
      }
    } while (depth > 0 && json.nextToken() != null);
  }

  /** The current name or string, whose surrogates stand in pairs. */
  private String text() throws IOException {
    String text = json.getText();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw bad("its header is not JSON: a surrogate stands alone in a string");
      }
    }
    return text;
  }

  /**
   * Checks that each array has as many bytes as its shape and type ask for, and that together they
   * are the {@code available} bytes after the header, without gaps or overlaps: the format says so,
   * and no byte is then without meaning. They may stand in any order, since other programs have
   * their own.
   */
  void checkBytes(long available) throws IOException {
    List<Map.Entry<String, Tensor>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.sort(
        (a, b) ->
            a.getValue().begin() != b.getValue().begin()
                ? Long.compare(a.getValue().begin(), b.getValue().begin())
                : Long.compare(a.getValue().end(), b.getValue().end()));
    long expected = 0;
    for (Map.Entry<String, Tensor> entry : inOrder) {
      Tensor tensor = entry.getValue();
      if (tensor.begin() != expected) {
        throw bad(entry.getKey() + " begins at byte " + tensor.begin() + ", expected " + expected);
      }
      long bits = SafeTensorsType.bits(tensor.dtype());
      if (bits == 0) {
        throw bad(entry.getKey() + " is " + tensor.dtype() + ", a type that the format has not");
      }
      long size = bits;
      for (long dim : tensor.shape()) {
        size = times(size, dim);
      }
      if (tensor.end() < tensor.begin()
          || size < 0
          || size % Byte.SIZE != 0
          || tensor.end() - tensor.begin() != size / Byte.SIZE
          || tensor.end() > available) {
        throw bad(claim(entry.getKey(), tensor, available));
      }
      expected = tensor.end();
    }
    if (expected != available) {
      throw bad((available - expected) + " bytes follow after the last array");
    }
  }

  static String claim(String name, Tensor tensor, long available) {
    return name
        + " claims bytes "
        + tensor.begin()
        + " to "
        + tensor.end()
        + " for shape "
        + Arrays.toString(tensor.shape()).replace(" ", "")
        + ", but the file holds "
        + available
        + " bytes of numbers; it was cut short or damaged";
  }

  /** A product of numbers that are not negative; negative if it is too large for a long. */
  private static long times(long a, long b) {
    return a < 0 || (a != 0 && b > Long.MAX_VALUE / a) ? -1 : a * b;
  }

  private IOException bad(String what) {
    return SafeTensorsReader.bad(source, what, null);
  }
}
