package dev.chainrule.nn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.chainrule.registry.Catalog;
import dev.chainrule.tensor.Shape;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * A network without its numbers, as JSON: {@code {"input":[784],"layer":{"type":"sequential",…}}}.
 *
 * @param input the shape of one input
 * @param layer the layer, often a {@link Sequential}
 */
public record Architecture(Shape input, Layer layer) {
  /** A hundred chains within each other; several hundred would overflow the stack. */
  private static final int DEEPEST = 200;

  /**
   * The JSON text.
   *
   * @throws IllegalArgumentException if it could not be read again, such as when a layer's type is
   *     in no {@link Catalog}
   */
  public String toJson() {
    try {
      String json = mapper().writeValueAsString(this);
      fromJson(json); // Jackson makes up a name for a type that has none
      return json;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "cannot write "
              + layer
              + " as JSON; is its type in a Catalog? What is given as a lambda cannot be written;"
              + " SafeTensorsWriter writes the numbers alone.",
          e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is no JSON, or speaks of a type that no {@link Catalog}
   *     on the class path knows
   */
  public static Architecture fromJson(String json) {
    try {
      Architecture architecture = mapper().readValue(json, Architecture.class);
      if (architecture == null || architecture.input() == null || architecture.layer() == null) {
        throw new IllegalArgumentException("the architecture needs an input and a layer");
      }
      return architecture;
    } catch (InvalidTypeIdException e) {
      throw new IllegalArgumentException(
          "nothing called "
              + e.getTypeId()
              + " is known here; there are "
              + String.join(", ", types().keySet()),
          e);
    } catch (JsonMappingException e) {
      boolean says = e.getCause() != null && e.getCause().getMessage() != null;
      Throwable cause = says ? e.getCause() : e;
      String message =
          cause instanceof JsonProcessingException json2
              ? json2.getOriginalMessage()
              : String.valueOf(cause.getMessage());
      throw new IllegalArgumentException(
          "the architecture is wrong" + where(e) + ": " + message, e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the architecture is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Where in the JSON: {@code at layer.layers[0].out}. */
  private static String where(JsonMappingException e) {
    StringBuilder where = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        where.append('[').append(step.getIndex()).append(']');
      } else {
        where.append(where.isEmpty() ? " at " : ".").append(step.getFieldName());
      }
    }
    return where.toString();
  }

  private static ObjectMapper mapper() {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();
    JsonFactory factory = JsonFactory.builder().streamReadConstraints(constraints).build();
    ObjectMapper mapper =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    types().forEach((name, type) -> mapper.registerSubtypes(new NamedType(type, name)));
    return mapper;
  }

  private static Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new TreeMap<>();
    types.put("sequential", Sequential.class);
    for (Catalog catalog : ServiceLoader.load(Catalog.class, Architecture.class.getClassLoader())) {
      types.putAll(catalog.types());
    }
    return types;
  }
}
