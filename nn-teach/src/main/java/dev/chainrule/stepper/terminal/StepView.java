package dev.chainrule.stepper.terminal;

import dev.chainrule.trace.Phase;
import dev.chainrule.trace.Product;
import dev.chainrule.trace.Step;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.Value;
import java.util.Locale;

/**
 * A trace seen from one of its steps: what later steps compute is not known yet.
 *
 * @param now how many steps are done; 0 before the first
 */
record StepView(Trace trace, int now, ArrayView arrays) {
  /** Whether a value is computed already. */
  boolean knows(Value value) {
    return trace.stepOf(value.name()) <= now;
  }

  /** The step that was done last: its equation, what it reads, its factors, what it writes. */
  String text() {
    if (now == 0) {
      return given();
    }
    Step step = trace.step(now);
    StringBuilder text = new StringBuilder(title(step)).append('\n');
    text.append("  ").append(step.equation().notation()).append('\n');
    for (String name : step.reads()) {
      text.append(array(name));
    }
    for (Product product : step.products()) {
      text.append(arrays.of(product.local(), 0, "  "));
    }
    return text.append(array(step.writes())).toString();
  }

  /** {@code Step 9 of 18: backward, layer 2 (B4), 4 multiplications}. */
  private String title(Step step) {
    StringBuilder text = new StringBuilder("Step ").append(step.number()).append(" of ");
    text.append(trace.steps().size()).append(": ");
    text.append(step.phase().name().toLowerCase(Locale.ROOT));
    if (step.layer() >= 0 && step.phase() != Phase.LOSS) {
      text.append(", layer ").append(step.layer() + 1);
    }
    if (!step.equation().lectures().isEmpty()) {
      text.append(" (").append(String.join(", ", step.equation().lectures())).append(')');
    }
    if (step.multiplications() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d multiplication", step.multiplications()));
      text.append(step.multiplications() == 1 ? "" : "s");
    }
    return text.toString();
  }

  private String given() {
    StringBuilder text =
        new StringBuilder("Given, of " + trace.steps().size() + " steps none yet\n");
    for (Value value : trace.values().values()) {
      if (trace.stepOf(value.name()) == 0) {
        text.append(arrays.of(value, true, "  "));
      }
    }
    return text.toString();
  }

  private String array(String name) {
    Value value = trace.value(name);
    return arrays.of(value, knows(value), "  ");
  }

  /** All arrays. */
  String list() {
    StringBuilder text = new StringBuilder();
    for (Value value : trace.values().values()) {
      text.append(arrays.of(value, knows(value), "  "));
    }
    return text.toString();
  }

  /** All steps, from what is given to the last. */
  String walk() {
    StringBuilder text = new StringBuilder(new StepView(trace, 0, arrays).text());
    for (Step step : trace.steps()) {
      text.append('\n').append(new StepView(trace, step.number(), arrays).text());
    }
    return text.toString();
  }
}
