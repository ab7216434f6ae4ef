package dev.chainrule.drawing;

import dev.chainrule.drawing.Drawing.Edge;
import dev.chainrule.drawing.Drawing.Kind;
import dev.chainrule.drawing.Drawing.Node;
import java.util.List;
import java.util.Locale;

/** The language of Graphviz. */
final class Dot {
  private Dot() {}

  static String of(Drawing drawing) {
    StringBuilder dot = new StringBuilder("digraph {\n");
    dot.append("  label=").append(quoted(List.of(drawing.title()))).append('\n');
    dot.append("  rankdir=LR\n");
    dot.append("  node [shape=box style=\"rounded,filled\" fontname=\"monospace\"]\n");
    dot.append("  edge [fontname=\"monospace\" fontsize=12]\n");
    for (Node node : drawing.nodes()) {
      dot.append(
          String.format(
              Locale.ROOT,
              "  %s [label=%s fillcolor=\"%s\"]\n",
              quoted(List.of(node.id())),
              quoted(node.lines()),
              colour(node.kind())));
    }
    for (Edge edge : drawing.edges()) {
      dot.append(
          String.format(
              Locale.ROOT,
              "  %s -> %s [label=%s]\n",
              quoted(List.of(edge.from())),
              quoted(List.of(edge.to())),
              quoted(List.of(edge.label()))));
    }
    return dot.append("}\n").toString();
  }

  private static String colour(Kind kind) {
    return switch (kind) {
      case INPUT -> Palette.LIGHT.input().fill();
      case STEP -> Palette.LIGHT.step().fill();
      case RESULT -> Palette.LIGHT.result().fill();
    };
  }

  /** Graphviz reads \N and &amp;amp; inside quotes, too. */
  private static String quoted(List<String> lines) {
    return '"'
        + String.join("\n", lines)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("&", "&amp;")
            .replace("\r", "")
            .replace("\n", "\\n")
        + '"';
  }
}
