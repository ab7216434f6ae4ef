package dev.chainrule.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Records, maps and arrays as JSON; numbers that are not finite are null, which JSON can say. */
final class Json {
  static final String TYPE = "application/json; charset=utf-8";

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new OfNumber())
                  .addSerializer(double.class, new OfNumber())
                  .addSerializer(double[].class, new OfNumbers()));

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(double x, JsonGenerator json) throws IOException {
    if (Double.isFinite(x)) {
      json.writeNumber(x);
    } else {
      json.writeNull();
    }
  }

  private static final class OfNumber extends JsonSerializer<Double> {
    @Override
    public void serialize(Double x, JsonGenerator json, SerializerProvider none)
        throws IOException {
      write(x, json);
    }
  }

  private static final class OfNumbers extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] numbers, JsonGenerator json, SerializerProvider none)
        throws IOException {
      json.writeStartArray(numbers, numbers.length);
      for (double x : numbers) {
        write(x, json);
      }
      json.writeEndArray();
    }
  }
}
