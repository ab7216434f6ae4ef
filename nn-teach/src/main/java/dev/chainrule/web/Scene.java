package dev.chainrule.web;

import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.Snapshot;
import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a question is about: the snapshot that its scenario leads to, and the step that follows.
 *
 * @param trace of the next step, which is not taken
 */
record Scene(Snapshot snapshot, Trace trace) {
  /** What questions ask beside the scenario. */
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
  static Scene of(Parameters query, SnapshotCache snapshots) throws InterruptedException {
    Snapshot snapshot = snapshots.of(scenario(query));
    return new Scene(snapshot, snapshot.trace());
  }

  /** The scenario of a query, what else it asks left out. */
  static Scenario scenario(Parameters query) {
    Map<String, String> entries = new LinkedHashMap<>(query.values());
    entries.keySet().removeAll(QUESTIONS);
    return Scenario.of(entries);
  }
}
