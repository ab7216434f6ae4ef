package dev.chainrule.web;

import dev.chainrule.stepper.Situation;
import dev.chainrule.stepper.Stage;
import dev.chainrule.stepper.Stages;
import dev.chainrule.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a question is about: the stage that its situation leads to, and the step that follows.
 *
 * @param trace of the next step, which is not taken
 */
record Scene(Stage stage, Trace trace) {
  /** What questions ask beside the situation. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "name",
          "index",
          "at",
          "size",
          "step",
          "product",
          "sample",
          "n",
          "direction",
          "order",
          "radius",
          "as");

  /** The scene of a query. */
  static Scene of(Parameters query, Stages stages) throws InterruptedException {
    Stage stage = stages.of(situation(query));
    return new Scene(stage, stage.trace());
  }

  /** The situation of a query, what else it asks left out. */
  static Situation situation(Parameters query) {
    Map<String, String> entries = new LinkedHashMap<>(query.values());
    entries.keySet().removeAll(QUESTIONS);
    return Situation.of(entries);
  }
}
