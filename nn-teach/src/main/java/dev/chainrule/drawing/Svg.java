package dev.chainrule.drawing;

import dev.chainrule.drawing.Drawing.Edge;
import dev.chainrule.drawing.Drawing.Node;
import dev.chainrule.drawing.Layout.Box;
import dev.chainrule.drawing.Layout.Line;
import dev.chainrule.drawing.Layout.Point;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a picture as Scalable Vector Graphics. */
final class Svg {
  private static final String STYLE =
      String.format(
          Locale.ROOT,
          """
      text { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; \
      font-size: %spx; text-anchor: middle }
      .name { font-weight: 600 }
      .value { font-size: %spx }
      .label { font-size: %spx }
      .edge { fill: none; stroke-width: 1.5 }
      rect { stroke-width: 1.5 }
      """,
          number(Metrics.NAME_SIZE),
          number(Metrics.VALUE_SIZE),
          number(Metrics.LABEL_SIZE));

  private static final double RADIUS = 12;

  private final XMLStreamWriter xml;

  private Svg(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String of(Drawing drawing) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new Svg(xml).write(drawing, Layout.of(drawing));
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // a string can be written
    }
    return text.append('\n').toString();
  }

  private void write(Drawing drawing, Layout layout) throws XMLStreamException {
    String width = number(layout.width());
    String height = number(layout.height());
    open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "width",
        width,
        "height",
        height,
        "viewBox",
        "0 0 " + width + " " + height,
        "role",
        "img");
    element("title", drawing.title());
    element(
        "style",
        STYLE
            + Palette.LIGHT.css()
            + "@media (prefers-color-scheme: dark) {\n"
            + Palette.DARK.css()
            + "}\n");
    element("rect", "", "class", "paper", "width", "100%", "height", "100%");
    for (int i = 0; i < drawing.edges().size(); i++) {
      edge(drawing.edges().get(i), layout.lines().get(i));
    }
    for (int i = 0; i < drawing.nodes().size(); i++) {
      node(drawing.nodes().get(i), layout.boxes().get(i));
    }
    xml.writeEndElement();
  }

  private void node(Node node, Box box) throws XMLStreamException {
    element(
        "rect",
        "",
        "class",
        node.kind().name().toLowerCase(Locale.ROOT),
        "x",
        number(box.x()),
        "y",
        number(box.y()),
        "width",
        number(box.width()),
        "height",
        number(box.height()),
        "rx",
        "8");
    double y = box.y() + Metrics.PADDING;
    for (int i = 0; i < node.lines().size(); i++) {
      double size = Metrics.size(i);
      text(
          i == 0 ? "name" : "value",
          box.x() + box.width() / 2,
          y + Metrics.LEADING * size / 2,
          size,
          node.lines().get(i));
      y += Metrics.LEADING * size;
    }
  }

  private void edge(Edge edge, Line line) throws XMLStreamException {
    List<Point> points = line.points();
    Point end = points.get(points.size() - 1);
    element("path", "", "class", "edge", "d", path(points));
    element(
        "path",
        "",
        "class",
        "head",
        "d",
        String.format(Locale.ROOT, "M%s %sl-9 -4.5v9z", number(end.x()), number(end.y())));
    Box label = line.label();
    text(
        "label",
        label.x() + label.width() / 2,
        label.y() + label.height() / 2,
        Metrics.LABEL_SIZE,
        edge.label());
  }

  /** Along the points with rounded corners. */
  private static String path(List<Point> points) {
    StringBuilder path = new StringBuilder("M").append(xy(points.get(0)));
    for (int i = 1; i < points.size() - 1; i++) {
      Point corner = points.get(i);
      path.append('L').append(xy(towards(corner, points.get(i - 1))));
      path.append('Q').append(xy(corner)).append(' ');
      path.append(xy(towards(corner, points.get(i + 1))));
    }
    return path.append('L').append(xy(points.get(points.size() - 1))).toString();
  }

  /** A point a radius from the first, or half way if that is nearer. */
  private static Point towards(Point from, Point to) {
    double distance = Math.hypot(to.x() - from.x(), to.y() - from.y());
    double part = distance == 0 ? 0 : Math.min(RADIUS / distance, 0.5);
    return new Point(from.x() + part * (to.x() - from.x()), from.y() + part * (to.y() - from.y()));
  }

  private static String xy(Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  /** Text whose middle is there. */
  private void text(String style, double x, double y, double size, String text)
      throws XMLStreamException {
    if (!text.isEmpty()) {
      element("text", text, "class", style, "x", number(x), "y", number(y + 0.35 * size));
    }
  }

  private void element(String name, String text, String... attributes) throws XMLStreamException {
    if (text.isEmpty()) {
      xml.writeEmptyElement(name);
      attributes(attributes);
    } else {
      open(name, attributes);
      xml.writeCharacters(allowed(text));
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
  }

  private void open(String name, String... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    attributes(attributes);
    xml.writeCharacters(name.equals("svg") ? "\n" : "");
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }

  /** XML has no control characters and no halves of surrogate pairs, not even as references. */
  private static String allowed(String text) {
    StringBuilder allowed = new StringBuilder();
    text.codePoints()
        .map(
            point ->
                (point < 0x20 && point != '\n' && point != '\t')
                        || (point >= 0xd800 && point <= 0xdfff)
                        || point == 0xfffe
                        || point == 0xffff
                    ? 0xfffd
                    : point)
        .forEach(allowed::appendCodePoint);
    return allowed.toString();
  }

  /** Tenths of a pixel are enough. */
  private static String number(double value) {
    String tenths = String.format(Locale.ROOT, "%.1f", value);
    return tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths;
  }
}
