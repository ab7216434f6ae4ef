package dev.chainrule.web;

import dev.chainrule.stepper.SnapshotCache;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the API answers: a class for each question. */
final class Api {
  private static final Set<String> FORMULAS = Set.of("/api/formula", "/api/taylor");
  private static final Set<String> SINGLE_STEPS =
      Set.of("/api/walk", "/api/array", "/api/local", "/api/weight", "/api/forward");
  private static final int SHORT_FORMULA = 100; // characters

  private final SnapshotCache snapshots;
  private final Map<String, Endpoint> questions = new LinkedHashMap<>();

  Api(SnapshotCache snapshots) {
    this.snapshots = snapshots;
    questions.put("/api/options", query -> OptionsAnswer.all());
    questions.put("/api/walk", query -> GraphAnswer.of(scene(query)));
    questions.put("/api/array", query -> ArrayAnswer.of(query, scene(query)));
    questions.put("/api/local", query -> LocalAnswer.of(query, scene(query)));
    questions.put("/api/weight", query -> WeightAnswer.of(query, scene(query)));
    questions.put("/api/forward", query -> ForwardAnswer.of(query, scene(query)));
    questions.put("/api/boundary", query -> BoundaryAnswer.of(query, scene(query).snapshot()));
    questions.put("/api/export", query -> ExportAnswer.of(query, scene(query).snapshot()));
    questions.put("/api/formula", FormulaAnswer::of);
    questions.put("/api/taylor", TaylorAnswer::of);
    questions.put("/api/taylor-loss", query -> TaylorLossAnswer.of(query, scene(query)));
  }

  private Scene scene(Parameters query) throws InterruptedException {
    return Scene.of(query, snapshots);
  }

  /**
   * Whether a question is answered in milliseconds, by what it says: a short formula; a few steps
   * of a small network.
   */
  static boolean isSmall(String path, Parameters query) {
    if (path.equals("/api/options")) {
      return true;
    }
    if (FORMULAS.contains(path)) {
      return query.find("f").orElse("").length() <= SHORT_FORMULA;
    }
    if (!SINGLE_STEPS.contains(path)) {
      return false;
    }
    try {
      return Scene.scenario(query).isSmall();
    } catch (IllegalArgumentException e) {
      return true; // it is answered by a sentence
    }
  }

  /** What is asked with GET, by path. */
  Map<String, Endpoint> questions() {
    return questions;
  }

  /** What is sent with POST. */
  TableAnswer keep(byte[] body) throws InterruptedException {
    return TableAnswer.of(body, snapshots);
  }
}
