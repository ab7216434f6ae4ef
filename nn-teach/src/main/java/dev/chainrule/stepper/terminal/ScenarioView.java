package dev.chainrule.stepper.terminal;

import dev.chainrule.diff.NumberStyle;
import dev.chainrule.nn.Summary;
import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.ScenarioLimits;
import dev.chainrule.stepper.Snapshot;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is learnt, by what, and what could be chosen instead. */
record ScenarioView(Snapshot snapshot, NumberStyle numbers) {
  private static final int WIDTH = 30;

  /** Three lines: the data, the network, how it learns. */
  String introduction() {
    Scenario now = snapshot.scenario();
    Summary summary = Summary.of(snapshot.network());
    int rows = snapshot.inputs().length;
    return String.format(
        Locale.ROOT,
        "%s\n%s: %s parameters, %s\n%s, %s at %s, %s of %s in a step\n",
        now.subject().title(),
        summary.rows().stream().map(Summary.Row::layer).collect(Collectors.joining(", ")),
        ScenarioLimits.text(summary.parameters()),
        summary.bytesPerNumber() == Double.BYTES ? "double" : "float",
        now.get(Key.LOSS),
        now.get(Key.OPT),
        numbers.of(snapshot.rate()),
        rows == 1 ? "1 row" : rows + " rows",
        ScenarioLimits.text(snapshot.samples().size()));
  }

  /** Every key, its value, and what it is. */
  String keys() {
    StringBuilder text = new StringBuilder();
    for (Key key : Key.values()) {
      String value = snapshot.scenario().get(key).replace('\n', ' ');
      String shown = value.length() > WIDTH ? value.substring(0, WIDTH) + "…" : value;
      text.append(
          String.format(Locale.ROOT, "  %-9s %-20s %s\n", key.key(), shown, key.description()));
    }
    return text.toString();
  }
}
