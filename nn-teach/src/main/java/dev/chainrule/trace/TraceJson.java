package dev.chainrule.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chainrule.notation.Notation;
import java.util.List;
import java.util.Locale;

/**
 * A trace as JSON, by the schema {@code trace.schema.json} beside this class: layers, values with
 * all their numbers, steps, and what each mode costs. ConstantArray that are NaN or infinite, which
 * JSON has not, are strings: {@code "NaN"}, {@code "Infinity"}.
 */
public final class TraceJson {
  /** What the JSON says of its format; the number rises when a reader must change. */
  public static final String FORMAT = "chainrule-trace/1";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TraceJson() {}

  /** All of it. */
  public static String write(Trace trace) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree(trace));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  /** The same as a tree. */
  public static ObjectNode tree(Trace trace) {
    ObjectNode tree = JSON.objectNode();
    tree.put("format", FORMAT);
    tree.put("batch", trace.batch());
    put(tree, "loss", trace.loss());
    tree.set("layers", layers(trace));
    ObjectNode values = tree.putObject("values");
    for (Value value : trace.values().values()) {
      values.set(value.name(), value(value, Integer.MAX_VALUE));
    }
    tree.set("steps", steps(trace));
    tree.set("ledger", ledger(trace.ledger()));
    return tree;
  }

  /** The layers. */
  public static ArrayNode layers(Trace trace) {
    ArrayNode layers = JSON.arrayNode();
    for (TracedLayer layer : trace.layers()) {
      ObjectNode node = layers.addObject();
      node.put("index", layer.index());
      node.put("path", layer.path());
      node.put("title", layer.title());
      node.put("inputs", trace.value(layer.input()).shape().row().size());
      node.put("outputs", trace.value(layer.output()).shape().row().size());
      node.set("parameters", names(layer.parameters()));
      node.put("input", layer.input());
      node.set("within", names(layer.within()));
      node.put("output", layer.output());
    }
    return layers;
  }

  /** The steps. */
  public static ArrayNode steps(Trace trace) {
    ArrayNode steps = JSON.arrayNode();
    trace.steps().forEach(step -> steps.add(step(step)));
    return steps;
  }

  /** One step. */
  public static ObjectNode step(Step step) {
    ObjectNode node = JSON.objectNode();
    node.put("number", step.number());
    node.put("phase", word(step.phase()));
    node.put("kind", word(step.kind()));
    node.put("layer", step.layer());
    node.set("equation", equation(step.equation()));
    node.set("reads", names(step.reads()));
    node.put("writes", step.writes());
    ArrayNode products = node.putArray("products");
    for (Product product : step.products()) {
      ObjectNode factor = products.addObject();
      factor.put("upstream", product.upstream());
      factor.set("local", local(product.local()));
    }
    node.put("multiplications", step.multiplications());
    return node;
  }

  /** A local derivative, without its numbers. */
  public static ObjectNode local(Local local) {
    ObjectNode node = notation(local.notation());
    node.put("of", local.edge().of());
    node.put("by", local.edge().by());
    node.put("form", word(local.form()));
    node.put("samples", local.samples());
    node.put("rows", local.rows());
    node.put("columns", local.columns());
    node.set("meaning", notation(local.meaning()));
    return node;
  }

  /** An equation. */
  public static ObjectNode equation(Equation equation) {
    ObjectNode node = notation(equation.notation());
    node.set("lectures", names(equation.lectures()));
    return node;
  }

  /**
   * A value.
   *
   * @param limit above so many numbers they are left out: {@code "numbers": null}
   */
  public static ObjectNode value(Value value, int limit) {
    ObjectNode node = JSON.objectNode();
    node.put("name", value.name());
    node.setAll(notation(value.notation()));
    node.put("role", word(value.role()));
    node.put("layer", value.layer());
    ArrayNode shape = node.putArray("shape");
    for (long dim : value.shape().toArray()) {
      shape.add(dim);
    }
    if (value.size() > limit) {
      node.putNull("numbers");
    } else {
      ArrayNode numbers = node.putArray("numbers");
      for (int i = 0; i < value.size(); i++) {
        add(numbers, value.flat(i));
      }
    }
    return node;
  }

  /** What either mode costs. */
  public static ObjectNode ledger(Ledger ledger) {
    ObjectNode node = JSON.objectNode();
    node.put("reverse", ledger.reverse());
    node.put("forwardSweep", ledger.forwardSweep());
    node.put("forwardSweeps", ledger.forwardSweeps());
    node.put("forward", ledger.forward());
    return node;
  }

  /** Adds a number, also one that JSON has not. */
  public static void add(ArrayNode array, double number) {
    if (Double.isFinite(number)) {
      array.add(number);
    } else {
      array.add(Double.toString(number));
    }
  }

  /** Puts a number, also one that JSON has not. */
  public static void put(ObjectNode node, String key, double number) {
    if (Double.isFinite(number)) {
      node.put(key, number);
    } else {
      node.put(key, Double.toString(number));
    }
  }

  private static ObjectNode notation(Notation notation) {
    ObjectNode node = JSON.objectNode();
    node.put("text", notation.text());
    node.put("latex", notation.latex());
    return node;
  }

  private static ArrayNode names(List<String> names) {
    ArrayNode array = JSON.arrayNode();
    names.forEach(array::add);
    return array;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
