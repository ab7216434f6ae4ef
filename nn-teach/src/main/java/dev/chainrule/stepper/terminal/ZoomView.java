package dev.chainrule.stepper.terminal;

import dev.chainrule.stepper.ScenarioException;
import dev.chainrule.trace.ForwardMode;
import dev.chainrule.trace.Ledger;
import dev.chainrule.trace.Local;
import dev.chainrule.trace.Paths;
import dev.chainrule.trace.Product;
import dev.chainrule.trace.Quotient;
import dev.chainrule.trace.Role;
import dev.chainrule.trace.Step;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.TracedLayer;
import dev.chainrule.trace.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * One weight, one unit or one array, from near; and forward mode.
 *
 * @param view what is known by now
 */
record ZoomView(StepView view) {
  private static final int PATHS = 8;
  private static final int INPUTS = 8;

  /** What there is to see at a spot. */
  String of(Spot spot) {
    Role role = spot.value().role();
    if (!spot.isNumber()) {
      return array(spot.value());
    }
    if (role == Role.PARAMETER || role == Role.INPUT) {
      return weight(spot);
    }
    Optional<TracedLayer> layer = layerOf(spot.value());
    return role == Role.HIDDEN || role == Role.OUTPUT
        ? layer.map(l -> unit(l, spot)).orElseGet(() -> number(spot))
        : number(spot);
  }

  private Trace trace() {
    return view.trace();
  }

  private String array(Value value) {
    StringBuilder text = new StringBuilder(view.arrays().of(value, view.knows(value), "  "));
    int step = trace().stepOf(value.name());
    text.append("  ").append(step == 0 ? "given" : "computed by step " + step).append('\n');
    if (view.knows(value) && value.size() > 1) {
      double[] all = value.toArray();
      double least = java.util.Arrays.stream(all).min().orElseThrow();
      double most = java.util.Arrays.stream(all).max().orElseThrow();
      text.append("  from ").append(known(least)).append(" to ").append(known(most)).append('\n');
    }
    return text.toString();
  }

  private String known(double value) {
    return view.arrays().number(value, true);
  }

  private String number(Spot spot) {
    return String.format(Locale.ROOT, "  %s = %s\n", spot, at(spot.value(), spot.at()));
  }

  /** A number of a value, or a dash. */
  private String at(Value value, long... index) {
    return view.knows(value) ? known(value.at(index)) : ArrayView.UNKNOWN;
  }

  private Optional<Value> find(String name) {
    return Optional.ofNullable(trace().values().get(name));
  }

  // ---- a weight

  private String weight(Spot spot) {
    String name = spot.value().name();
    Optional<Value> derivative = find("dL/d" + name);
    boolean isKnown = derivative.map(view::knows).orElse(view.now() == trace().steps().size());
    StringBuilder text = new StringBuilder("  ").append(spot).append(about(spot)).append('\n');
    line(text, "value", known(spot.value().at(spot.at())));
    Quotient quotient = trace().quotient(name, spot.at());
    Paths paths = trace().paths(name, spot.at(), PATHS);
    double value = derivative.map(d -> d.at(spot.at())).orElse(paths.sum());
    line(text, "∂L/∂" + spot, view.arrays().number(value, isKnown));
    line(
        text,
        "difference quotient",
        known(quotient.quotient())
            + "  = (L(w + h) − L(w − h)) / 2h, h = "
            + String.format(Locale.ROOT, "%.1e", quotient.h()));
    find(name + "'").ifPresent(after -> line(text, "after the update", at(after, spot.at())));
    if (isKnown) {
      paths(paths, text);
    }
    return text.toString();
  }

  private String about(Spot spot) {
    long[] at = spot.at();
    int layer = spot.value().layer() + 1;
    String name = spot.value().name();
    if (spot.value().role() == Role.INPUT) {
      return ": feature " + at[1] + " of row " + at[0];
    }
    if (name.matches("A[0-9]+")) {
      String from = layer == 1 ? "input " + at[1] : "unit " + at[1] + " of layer " + (layer - 1);
      return ": from " + from + " to unit " + at[0] + " of layer " + layer;
    }
    return name.matches("b[0-9]+") ? ": of unit " + at[0] + " of layer " + layer : "";
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "    %-22s %s\n", name, value));
  }

  private void paths(Paths paths, StringBuilder text) {
    String count =
        paths.count() == Long.MAX_VALUE
            ? "more than can be counted"
            : String.format(Locale.ROOT, "%,d", paths.count());
    text.append("    ways to L: ").append(count).append('\n');
    for (Paths.Path path : paths.shown()) {
      text.append("      ")
          .append(path.nodes().stream().map(this::node).collect(Collectors.joining(" → ")))
          .append('\n')
          .append("        ")
          .append(path.factors().stream().map(this::known).collect(Collectors.joining(" · ")))
          .append(" = ")
          .append(known(path.product()))
          .append('\n');
    }
    if (paths.count() > paths.shown().size()) {
      text.append("      the others together ").append(known(paths.rest())).append('\n');
    }
  }

  private String node(Paths.Node node) {
    String name = trace().value(node.name()).notation().text();
    return node.index().isEmpty() ? name : name + node.index();
  }

  // ---- a unit

  private Optional<TracedLayer> layerOf(Value value) {
    return trace().layers().stream()
        .filter(layer -> layer.parameters().size() == 2 || layer.parameters().size() == 1)
        .filter(
            layer ->
                layer.output().equals(value.name()) || layer.within().equals(List.of(value.name())))
        .filter(layer -> trace().value(layer.parameters().get(0)).shape().rank() == 2)
        .findFirst();
  }

  /** What comes in, its weights, b, z, f and f′. */
  private String unit(TracedLayer layer, Spot spot) {
    int row = (int) spot.at()[0];
    long unit = spot.at()[1];
    Value x = trace().value(layer.input());
    Value weights = trace().value(layer.parameters().get(0));
    StringBuilder text = new StringBuilder("  ").append(spot);
    text.append(
        String.format(
            Locale.ROOT,
            ": unit %d of layer %d, %s, for row %d of the batch\n",
            unit,
            layer.index() + 1,
            layer.title(),
            row));
    text.append("    what comes in, its weight, their product\n");
    inputs(x, weights, row, unit, text);
    if (layer.parameters().size() > 1) {
      Value bias = trace().value(layer.parameters().get(1));
      line(text, bias.notation() + "[" + unit + "]", at(bias, unit));
    }
    Value output = trace().value(layer.output());
    if (!layer.within().isEmpty()) {
      Value z = trace().value(layer.within().get(0));
      line(text, "sum: " + z.notation(), at(z, row, unit));
      line(text, output.notation() + " of it", at(output, row, unit));
      local(output, z)
          .ifPresent(
              local ->
                  line(
                      text,
                      "its slope " + local.notation(),
                      view.knows(output) ? known(local.at(row, unit, unit)) : ArrayView.UNKNOWN));
      derivative(z, row, unit, text);
    } else {
      line(text, "sum: " + output.notation(), at(output, row, unit));
    }
    derivative(output, row, unit, text);
    return text.toString();
  }

  private void derivative(Value value, long row, long unit, StringBuilder text) {
    find("dL/d" + value.name()).ifPresent(d -> line(text, d.notation().text(), at(d, row, unit)));
  }

  private Optional<Local> local(Value of, Value by) {
    return trace().steps().stream()
        .map(Step::products)
        .flatMap(List::stream)
        .map(Product::local)
        .filter(local -> local.edge().of().equals(of.name()) && local.edge().by().equals(by.name()))
        .filter(local -> local.rows() == local.columns())
        .findFirst();
  }

  private void inputs(Value x, Value weights, long row, long unit, StringBuilder text) {
    long n = weights.shape().dim(1);
    if (!view.knows(x)) {
      line(text, x.notation() + "", ArrayView.UNKNOWN);
      return;
    }
    List<Long> shown = LongStream.range(0, n).boxed().toList();
    if (n > INPUTS) {
      Comparator<Long> bySize =
          Comparator.comparingDouble(j -> -Math.abs(x.at(row, j) * weights.at(unit, j)));
      shown = shown.stream().sorted(bySize).limit(INPUTS).toList();
    }
    double rest = 0;
    for (long j = 0; j < n; j++) {
      rest += shown.contains(j) ? 0 : x.at(row, j) * weights.at(unit, j);
    }
    for (long j : shown) {
      double product = x.at(row, j) * weights.at(unit, j);
      line(
          text,
          x.notation() + "[" + j + "]",
          known(x.at(row, j)) + " · " + known(weights.at(unit, j)) + " = " + known(product));
    }
    if (n > shown.size()) {
      line(text, "the other " + (n - shown.size()), "together " + known(rest));
    }
  }

  // ---- forward mode

  /** How everything moves with one number. */
  String forward(Spot spot) {
    if (!spot.isNumber()) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "forward mode begins at one number: forward %s[0,0]",
              spot.value().name()));
    }
    ForwardMode sweep = trace().forwardMode(spot.value().name(), spot.at());
    StringBuilder text = new StringBuilder("Forward mode: how all moves with " + spot + "\n");
    for (ForwardMode.Tangent tangent : sweep.steps()) {
      text.append("  ").append(tangent.equation().notation());
      text.append(
          tangent.multiplications() == 0
              ? "\n"
              : String.format(Locale.ROOT, "   %,d multiplications\n", tangent.multiplications()));
      text.append(view.arrays().of(tangent.value(), true, "    "));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "One sweep for one number, %,d multiplications.\n",
                sweep.multiplications()))
        .append(ledger())
        .toString();
  }

  /** What each mode costs. */
  String ledger() {
    Ledger ledger = trace().ledger();
    return String.format(
        Locale.ROOT,
        """
        All ∂L/∂θ of %,d parameters take, in multiplications of the chain rule:
          reverse mode  %,15d   in one sweep back
          forward mode  %,15d   in %,d sweeps of up to %,d
        """,
        ledger.forwardSweeps(),
        ledger.reverse(),
        ledger.forward(),
        ledger.forwardSweeps(),
        ledger.forwardSweep());
  }
}
