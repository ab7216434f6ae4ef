package dev.chainrule.web;

import dev.chainrule.trace.ForwardMode;
import dev.chainrule.trace.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/forward?…&name=A1&index=0,0}: forward mode, how everything moves with one number.
 *
 * @param seed that number
 * @param derivative ∂L/∂ it
 */
record ForwardAnswer(
    String seed, List<TangentPart> steps, double derivative, long multiplications) {
  /**
   * How one value moves.
   *
   * @param of its name
   * @param numbers null where there are many
   */
  @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
  record TangentPart(
      int number,
      int layer,
      String of,
      StepPart.EquationPart equation,
      List<String> reads,
      String writes,
      String text,
      String latex,
      long[] shape,
      double @Nullable [] numbers,
      double min,
      double max,
      long multiplications) {
    static TangentPart of(int number, ForwardMode.Tangent tangent) {
      Value value = tangent.value();
      Range range = Range.of(value);
      return new TangentPart(
          number,
          tangent.layer(),
          tangent.of(),
          StepPart.EquationPart.of(tangent.equation()),
          tangent.reads().stream().map(ForwardAnswer::dense).toList(),
          dense(value.name()),
          value.notation().text(),
          value.notation().latex(),
          value.shape().toArray(),
          ValuePart.numbers(value),
          range.min(),
          range.max(),
          tangent.multiplications());
    }
  }

  static ForwardAnswer of(Parameters query, Scene scene) {
    ForwardMode sweep =
        scene
            .trace()
            .forwardMode(query.text("name", "A1", EntryNames.LONGEST), query.indices("index"));
    List<TangentPart> steps = new ArrayList<>();
    for (ForwardMode.Tangent tangent : sweep.steps()) {
      steps.add(TangentPart.of(steps.size() + 1, tangent));
    }
    return new ForwardAnswer(
        EntryNames.of(sweep.seed()), steps, sweep.derivative(), sweep.multiplications());
  }

  /** {@code df1/dA1[0,0]}, as the rest of the API writes it. */
  private static String dense(String name) {
    return name.replace(" ", "");
  }
}
