package dev.chainrule.web.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trace as {@code /api/export?as=json} tells it: what the page must show. */
final class FormulaWalk {
  private final JsonNode json;
  private final Map<String, Integer> writtenAt = new HashMap<>();

  FormulaWalk(JsonNode json) {
    this.json = json;
    for (JsonNode step : json.path("steps")) {
      writtenAt.put(step.path("writes").asText(), step.path("number").asInt());
    }
  }

  static FormulaWalk of(Page page, String scenario) {
    return new FormulaWalk(page.json("export", scenario + "&as=json"));
  }

  int steps() {
    return json.path("steps").size();
  }

  /** A step, counted from 1. */
  JsonNode step(int number) {
    return json.path("steps").path(number - 1);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    json.path("values").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Whether a value is computed once so many steps are done. */
  boolean known(String name, int step) {
    return json.path("values").has(name) && writtenAt.getOrDefault(name, 0) <= step;
  }

  int[] shape(String name) {
    JsonNode shape = value(name).path("shape");
    int[] sizes = new int[shape.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.path(i).asInt();
    }
    return sizes;
  }

  /** A number; a vector is one row. */
  double at(String name, int row, int column) {
    int[] shape = shape(name);
    int columns = shape.length == 0 ? 1 : shape[shape.length - 1];
    return PageJson.number(value(name).path("numbers").path(row * columns + column));
  }

  double loss() {
    return PageJson.number(json.path("loss"));
  }

  JsonNode json() {
    return json;
  }

  private JsonNode value(String name) {
    JsonNode value = json.path("values").path(name);
    if (value.isMissingNode()) {
      throw new AssertionError("the trace has no value " + name + " but " + names());
    }
    return value;
  }
}
