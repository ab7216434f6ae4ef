package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.drawing.Drawing;
import dev.chainrule.drawing.Drawing.Edge;
import dev.chainrule.drawing.Drawing.Kind;
import dev.chainrule.drawing.Drawing.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The computation graph to be drawn: variables with their values and what the first sweep found of
 * them, and local derivatives at the arrows.
 */
public final class Picture {
  private static final int LONGEST = 28; // characters of a label

  private final ComputationGraph walk;
  private final NumberStyle numbers;
  private final Optional<Sweep> sweep;

  private Picture(Derived derived, NumberStyle numbers) {
    this.walk = derived.walk();
    this.numbers = numbers;
    this.sweep =
        derived.sweeps(Mode.REVERSE).stream()
            .findFirst()
            .or(() -> derived.sweeps(Mode.FORWARD).stream().findFirst());
  }

  /** The drawing. */
  public static Drawing of(Derived derived, NumberStyle numbers) {
    return new Picture(derived, numbers).draw();
  }

  private Drawing draw() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    GraphEdgeText locals = new GraphEdgeText(walk, numbers);
    for (dev.chainrule.diff.Node node : walk.nodes()) {
      nodes.add(new Node(node.name(), kind(node), lines(node)));
      for (GraphEdge local : node.locals()) {
        edges.add(new Edge(local.by(), node.name(), label(locals.equation(local))));
      }
    }
    if (nodes.isEmpty()) {
      String value = numbers.of(walk.value());
      nodes.add(new Node("f", Kind.RESULT, List.of(walk.formula().toString(), value)));
    }
    return new Drawing(walk.formula().toString(), nodes, edges);
  }

  private Kind kind(dev.chainrule.diff.Node node) {
    if (node.formula().isEmpty()) {
      return Kind.INPUT;
    }
    return node.name().equals(walk.name()) ? Kind.RESULT : Kind.STEP;
  }

  private List<String> lines(dev.chainrule.diff.Node node) {
    String name = node.name() + node.formula().map(formula -> " = " + formula).orElse("");
    List<String> lines = new ArrayList<>(List.of(name, numbers.of(node.value())));
    sweep.ifPresent(found -> lines.add(derivative(found, node)));
    return lines;
  }

  private String derivative(Sweep found, dev.chainrule.diff.Node node) {
    String name =
        found.mode() == Mode.REVERSE
            ? DerivativeNames.partial(found.seed(), node.name())
            : DerivativeNames.dotted(node.name());
    return name + " = " + found.line(node.name()).value().map(numbers::of).orElse("0");
  }

  /** The formula and the number, or, if that is long, the number. */
  private static String label(String equation) {
    String whole = equation.replaceFirst("^( = | of shape .*?: | of shape )", "");
    if (Columns.width(whole) <= LONGEST) {
      return whole;
    }
    String last = whole.substring(whole.lastIndexOf(" = ") + 1).replaceFirst("^= ", "");
    return Columns.width(last) <= LONGEST ? last : "";
  }
}
