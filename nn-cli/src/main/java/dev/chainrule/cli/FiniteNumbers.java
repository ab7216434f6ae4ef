package dev.chainrule.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Lets Jackson write NaN and infinities as null, where it would write them as strings. */
final class FiniteNumbers extends SimpleModule {
  private static final long serialVersionUID = 1;

  FiniteNumbers() {
    addSerializer(Double.class, new OfNumber<>());
    addSerializer(Float.class, new OfNumber<>());
    addSerializer(double[].class, new OfArray());
  }

  private static void write(double number, JsonGenerator json) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeNull();
    }
  }

  private static final class OfNumber<T extends Number> extends JsonSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider none) throws IOException {
      write(value.doubleValue(), json);
    }
  }

  private static final class OfArray extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] value, JsonGenerator json, SerializerProvider none)
        throws IOException {
      json.writeStartArray();
      for (double number : value) {
        write(number, json);
      }
      json.writeEndArray();
    }
  }
}
