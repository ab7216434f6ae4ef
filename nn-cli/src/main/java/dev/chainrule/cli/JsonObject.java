package dev.chainrule.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in the making. Numbers that are not finite become null, which JSON can say, however
 * deep they stand; characters that steer a terminal are escaped.
 */
final class JsonObject {
  private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new FiniteNumbers());

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  JsonObject put(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  JsonObject put(String name, OptionalDouble value) {
    return put(name, value.isPresent() ? (Object) value.getAsDouble() : null);
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** On one line. */
  @Override
  public String toString() {
    try {
      return Plain.escaped(MAPPER.writeValueAsString(fields), true);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On many lines, for files that people read. */
  String toPrettyString() {
    try {
      String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(fields);
      return Plain.escaped(text.replace("\r", ""), true) + "\n"; // line ends of Windows
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
