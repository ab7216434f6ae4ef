package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** All of it as text, to be projected by a teacher and followed line by line by a student. */
public final class TextReport {
  private static final int LINE = 100;

  private final Derived derived;
  private final ComputationGraph walk;
  private final NumberStyle numbers;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Derived derived, NumberStyle numbers) {
    this.derived = derived;
    this.walk = derived.walk();
    this.numbers = numbers;
  }

  /** The text, in paragraphs. */
  public static String of(Derived derived, NumberStyle numbers) {
    return new TextReport(derived, numbers).write();
  }

  private String write() {
    if (walk.steps().isEmpty()) {
      text.append(walk.formula()).append('\n');
    } else {
      text.append(walk.name()).append(" = ").append(walk.formula()).append('\n');
    }
    table();
    List<String> remarks = Remarks.of(walk, numbers);
    text.append(remarks.isEmpty() ? "" : "\n");
    remarks.forEach(remark -> text.append(remark).append('\n'));
    if (walk.inputs().isEmpty()) {
      text.append("\nThere are no variables: the value is ")
          .append(numbers.of(walk.value()))
          .append(", and there is nothing to differentiate by.\n");
      return text.toString();
    }
    sweeps(Mode.FORWARD);
    sweeps(Mode.REVERSE);
    cost();
    new ResultText(derived, numbers, text).write();
    return text.toString();
  }

  private void table() {
    if (walk.nodes().isEmpty()) {
      return;
    }
    GraphEdgeText locals = new GraphEdgeText(walk, numbers);
    Columns table = new Columns();
    table.row("variable", "formula", "value", walk.steps().isEmpty() ? "" : "local derivatives");
    for (Node node : walk.nodes()) {
      List<String> derivatives = node.locals().stream().map(locals::of).toList();
      List<String> lines = joined(derivatives);
      table.row(
          node.name(),
          node.formula().map(Object::toString).orElse("given"),
          numbers.of(node.value()),
          lines.isEmpty() ? "" : lines.get(0));
      lines.stream().skip(1).forEach(line -> table.row("", "", "", line));
    }
    text.append('\n').append(table.text("  "));
  }

  /** On one line if they are short. */
  private static List<String> joined(List<String> derivatives) {
    String line = String.join(", ", derivatives);
    return Columns.width(line) <= LINE / 2 && !line.contains("[")
        ? line.isEmpty() ? List.of() : List.of(line)
        : derivatives;
  }

  private void sweeps(Mode mode) {
    List<Sweep> sweeps = derived.sweeps(mode);
    if (sweeps.isEmpty()) {
      return;
    }
    boolean forward = mode == Mode.FORWARD;
    int count = forward ? derived.cost().inputs() : derived.cost().outputs();
    text.append(
        forward
            ? "\nForward mode, from the variables to "
                + walk.name()
                + ": a dot is the derivative by"
            : "\nReverse mode, from " + walk.name() + " to the variables: derivatives of");
    text.append(' ').append(sweeps.get(0).seed());
    text.append(sweeps.size() > 1 ? ", then " + seeds(sweeps) : "").append(".\n");
    boolean ambiguous = false;
    for (Sweep sweep : sweeps) {
      if (sweeps.size() > 1) {
        text.append(forward ? "  By " : "  Of ").append(sweep.seed()).append(":\n");
      }
      SweepText lines = new SweepText(walk, numbers, sweep);
      text.append(lines.text());
      ambiguous |= lines.hasAmbiguousTerm();
    }
    if (ambiguous) {
      text.append("  In parentheses: the local derivative of the last step, from the table.\n");
    }
    if (sweeps.size() < count) {
      text.append(
          String.format(
              Locale.ROOT,
              "  … and so on: there are %s such sweeps, one for each number %s.\n",
              NumberStyle.count(count),
              forward ? "in" : "out"));
    }
  }

  private static String seeds(List<Sweep> sweeps) {
    return sweeps.stream().skip(1).map(Sweep::seed).collect(Collectors.joining(", then "));
  }

  private void cost() {
    Cost cost = derived.cost();
    List<String> counts = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      boolean forward = mode == Mode.FORWARD;
      OptionalLong count = forward ? cost.forward() : cost.reverse();
      int sweeps = forward ? cost.inputs() : cost.outputs();
      String number = count.isPresent() ? NumberStyle.count(count.getAsLong()) + " in " : "";
      String unit = count.isPresent() ? (sweeps == 1 ? " sweep" : " sweeps") : "";
      counts.add(
          (forward ? "forward" : "reverse") + " mode " + number + NumberStyle.count(sweeps) + unit);
    }
    text.append(
            cost.forward().isPresent()
                ? "\nMultiplications, but for those by what is always 0, 1 or -1: "
                : "\nSweeps: ")
        .append(String.join(", ", counts))
        .append(".\n")
        .append(cost.why())
        .append('\n');
  }
}
