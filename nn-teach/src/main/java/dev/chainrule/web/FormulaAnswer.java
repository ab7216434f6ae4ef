package dev.chainrule.web;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.diff.ComputationGraph;
import dev.chainrule.diff.Derived;
import dev.chainrule.diff.JsonReport;
import dev.chainrule.diff.NumberStyle;
import dev.chainrule.diff.Picture;
import dev.chainrule.formula.Bindings;
import dev.chainrule.formula.Formula;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/formula?f=sin(x^2)&at=x=1}: a formula taken apart and differentiated, as {@code nn
 * diff --json} prints it, with a drawing of its graph.
 */
final class FormulaAnswer {
  static final int LONGEST = 1_000; // characters of a formula

  private static final int LONGEST_POINT = 4_000; // characters
  private static final int MOST_NUMBERS = 64; // of all variables together
  private static final int MOST_STEPS = 200;

  private FormulaAnswer() {}

  static Map<String, @Nullable Object> of(Parameters query) {
    String text = query.text("f", "sin(x^2)", LONGEST);
    Bindings at = Bindings.parse(query.text("at", LONGEST_POINT));
    int numbers = at.values().values().stream().mapToInt(x -> x.numbers().size()).sum();
    if (numbers > MOST_NUMBERS) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "the variables may have %d numbers together, got %d: take smaller ones, or nn diff",
              MOST_NUMBERS,
              numbers));
    }
    Formula formula = Formula.parse(text, at.names());
    ComputationGraph walk = ComputationGraph.of(formula, at);
    if (walk.steps().size() > MOST_STEPS) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "the formula has %d steps, and %d are shown at most: take a shorter one, or nn diff",
              walk.steps().size(),
              MOST_STEPS));
    }
    Derived derived = Derived.of(walk, wanted());
    Map<String, @Nullable Object> fields = JsonReport.of(derived);
    fields.put("unused", at.unused(formula));
    fields.put("svg", Picture.of(derived, new NumberStyle(6)).toSvg());
    return fields;
  }

  private static Derived.Wanted wanted() {
    return new Derived.Wanted(
        List.of(Mode.FORWARD, Mode.REVERSE),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
