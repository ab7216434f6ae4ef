package dev.chainrule.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the API answers: a class for each question. */
final class Api {
  private final Map<String, Endpoint> questions = new LinkedHashMap<>();

  Api() {
    questions.put("/api/formula", FormulaAnswer::of);
    questions.put("/api/taylor", TaylorAnswer::of);
  }

  /** By path. */
  Map<String, Endpoint> questions() {
    return questions;
  }
}
