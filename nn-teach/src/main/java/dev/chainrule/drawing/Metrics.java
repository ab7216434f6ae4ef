package dev.chainrule.drawing;

import dev.chainrule.drawing.Drawing.Edge;
import dev.chainrule.drawing.Drawing.Node;
import org.jline.utils.WCWidth;

/**
 * How much room text needs. The fonts are those of whoever looks at the picture, so they are of one
 * width a character, and the widest that are common are counted on.
 */
final class Metrics {
  static final double NAME_SIZE = 15;
  static final double VALUE_SIZE = 13;
  static final double LABEL_SIZE = 12;
  static final double LEADING = 1.4;
  static final double PADDING = 10;

  /** DejaVu Sans Mono, Menlo and Courier have 0.60, Consolas 0.55. */
  private static final double EM = 0.62;

  private Metrics() {}

  static double width(Node node) {
    double widest = 24;
    for (int i = 0; i < node.lines().size(); i++) {
      widest = Math.max(widest, width(node.lines().get(i), size(i)));
    }
    return widest + 2 * PADDING;
  }

  static double height(Node node) {
    double height = 0;
    for (int i = 0; i < node.lines().size(); i++) {
      height += LEADING * size(i);
    }
    return height + 2 * PADDING;
  }

  static double width(Edge edge) {
    return width(edge.label(), LABEL_SIZE);
  }

  static double height(Edge edge) {
    return edge.label().isEmpty() ? 0 : LEADING * LABEL_SIZE;
  }

  /** The size of a box's line. */
  static double size(int line) {
    return line == 0 ? NAME_SIZE : VALUE_SIZE;
  }

  private static double width(String text, double size) {
    int columns = text.codePoints().map(point -> Math.max(0, WCWidth.wcwidth(point))).sum();
    return EM * size * columns;
  }
}
