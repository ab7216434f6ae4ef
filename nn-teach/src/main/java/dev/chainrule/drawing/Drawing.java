package dev.chainrule.drawing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A graph to be drawn: boxes with some lines of text, and arrows between them.
 *
 * <pre>{@code
 * Drawing drawing =
 *     new Drawing(
 *         "y = x²",
 *         List.of(
 *             new Node("x", Kind.INPUT, List.of("x", "3")),
 *             new Node("y", Kind.RESULT, List.of("y = x^2", "9"))),
 *         List.of(new Edge("x", "y", "2x = 6")));
 * Files.writeString(Path.of("graph.svg"), drawing.toSvg());
 * }</pre>
 *
 * @param title for those who cannot see the picture
 * @param edges from a node to a node; there may be several between the same two
 */
public record Drawing(String title, List<Node> nodes, List<Edge> edges) {
  /** What a box stands for: its colour says it. */
  public enum Kind {
    INPUT,
    STEP,
    RESULT
  }

  /**
   * A box.
   *
   * @param id tells it from others; not shown
   * @param lines the first stands out
   */
  public record Node(String id, Kind kind, List<String> lines) {
    /** Copies the lines. */
    public Node {
      lines = List.copyOf(lines);
    }
  }

  /**
   * An arrow.
   *
   * @param label stands beside it; may be empty
   */
  public record Edge(String from, String to, String label) {}

  /** Checks that nodes have different ids and that edges begin and end at nodes. */
  public Drawing {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    Set<String> ids = new HashSet<>();
    for (Node node : nodes) {
      if (!ids.add(node.id())) {
        throw new IllegalArgumentException("two nodes have the id " + node.id());
      }
    }
    for (Edge edge : edges) {
      if (!ids.contains(edge.from()) || !ids.contains(edge.to())) {
        throw new IllegalArgumentException("no such node: an end of " + edge);
      }
    }
  }

  /** The graph in Graphviz's language: {@code dot -Tpdf}. */
  public String toDot() {
    return Dot.of(this);
  }

  /** The picture as an SVG document, for light and dark screens. */
  public String toSvg() {
    return Svg.of(this);
  }
}
