package dev.chainrule.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making; numbers that are not finite become null, which JSON can say. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  Json put(String name, @Nullable Object value) {
    boolean sayable = !(value instanceof Double number) || Double.isFinite(number);
    fields.put(name, sayable ? value : null);
    return this;
  }

  Json put(String name, OptionalDouble value) {
    return put(name, value.isPresent() ? (Object) value.getAsDouble() : null);
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** On one line. */
  @Override
  public String toString() {
    try {
      return MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On many lines, for files that people read. */
  String toPrettyString() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
