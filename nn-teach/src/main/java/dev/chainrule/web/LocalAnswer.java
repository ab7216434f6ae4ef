package dev.chainrule.web;

import dev.chainrule.trace.Local;
import dev.chainrule.trace.Step;
import java.util.Locale;

/**
 * {@code /api/local?…&step=8&sample=0&at=0,0&size=16,64}: a part of a step's local derivative,
 * expanded.
 *
 * @param min of this part
 * @param max likewise
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record LocalAnswer(
    String name, String form, long[] shape, long[] at, double[][] numbers, double min, double max) {
  static LocalAnswer of(Parameters query, Scene scene) {
    int last = scene.trace().steps().size();
    int number = query.integer("step", 0, 1, last);
    if (number == 0) {
      throw Refusal.bad("step is missing from the address: add step=1 to step=" + last);
    }
    Step step = scene.trace().step(number);
    if (step.products().isEmpty()) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "step %d, %s, has no local derivative: those of the backward pass have",
              number,
              step.equation().notation().text()));
    }
    int product = query.integer("product", 0, 0, step.products().size() - 1);
    Local local = step.products().get(product).local();
    int sample = query.integer("sample", 0, 0, scene.trace().batch() - 1);
    int matrix = Math.min(sample, local.samples() - 1); // there may be one for all
    StepPart.LocalPart part = StepPart.LocalPart.of(local);
    Tile tile =
        Tile.of(
            query, part.text(), local.rows(), local.columns(), (i, j) -> local.at(matrix, i, j));
    return new LocalAnswer(
        part.text(),
        part.form(),
        new long[] {local.rows(), local.columns()},
        tile.at(),
        tile.numbers(),
        tile.min(),
        tile.max());
  }
}
