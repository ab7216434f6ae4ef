package dev.chainrule.web;

import dev.chainrule.stepper.Key;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.TraceJson;
import dev.chainrule.trace.TraceMarkdown;
import dev.chainrule.trace.TraceText;

/** {@code /api/export?…&as=markdown}: a step, all equations and numbers of it, as a file. */
final class ExportAnswer {
  private ExportAnswer() {}

  static Download of(Parameters query, Scene scene) {
    Trace trace = scene.trace();
    String as = query.text("as", Names.LONGEST);
    return switch (as) {
      case "text" -> file(scene, "txt", "text/plain", TraceText.write(trace));
      case "markdown" -> file(scene, "md", "text/markdown", TraceMarkdown.write(trace));
      case "json" -> file(scene, "json", "application/json", TraceJson.write(trace));
      default ->
          throw Refusal.bad("as is one of text, markdown, json, html; got " + Parameters.quote(as));
    };
  }

  private static Download file(Scene scene, String ending, String type, String text) {
    String data = scene.stage().situation().get(Key.DATA);
    return new Download("step-" + data + "." + ending, type, text);
  }
}
