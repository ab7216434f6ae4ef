package dev.chainrule.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.drawing.Drawing.Edge;
import dev.chainrule.drawing.Drawing.Kind;
import dev.chainrule.drawing.Drawing.Node;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class DrawingTest {
  /** The graph of Mathematics for Machine Learning, Example 5.14, at x = 1. */
  static final Drawing WORKED_EXAMPLE =
      new Drawing(
          "sqrt(x^2 + exp(x^2)) + cos(x^2 + exp(x^2))",
          List.of(
              new Node("x", Kind.INPUT, List.of("x", "1", "∂f/∂x = 5.3439")),
              new Node("a", Kind.STEP, List.of("a = x^2", "1", "∂f/∂a = 2.67195")),
              new Node("b", Kind.STEP, List.of("b = exp(a)", "2.71828", "∂f/∂b = 0.71859")),
              new Node("c", Kind.STEP, List.of("c = a + b", "3.71828", "∂f/∂c = 0.71859")),
              new Node("d", Kind.STEP, List.of("d = sqrt(c)", "1.92828", "∂f/∂d = 1")),
              new Node("e", Kind.STEP, List.of("e = cos(c)", "-0.838", "∂f/∂e = 1")),
              new Node("f", Kind.RESULT, List.of("f = d + e", "1.09028"))),
          List.of(
              new Edge("x", "a", "2x = 2"),
              new Edge("a", "b", "exp(a) = 2.71828"),
              new Edge("a", "c", "1"),
              new Edge("b", "c", "1"),
              new Edge("c", "d", "1/(2 sqrt(c)) = 0.2593"),
              new Edge("c", "e", "-sin(c) = 0.54513"),
              new Edge("d", "f", "1"),
              new Edge("e", "f", "1")));

  @Test
  void svgHasEveryBoxArrowAndText() throws Exception {
    String svg = WORKED_EXAMPLE.toSvg();
    Document xml = parse(svg);
    assertThat(xml.getElementsByTagName("rect").getLength()).isEqualTo(1 + 7);
    assertThat(xml.getElementsByTagName("path").getLength()).isEqualTo(2 * 8);
    assertThat(xml.getElementsByTagName("text").getLength()).isEqualTo(6 * 3 + 2 + 8);
    assertThat(xml.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(WORKED_EXAMPLE.title());
    assertThat(svg).contains("prefers-color-scheme: dark").isEqualTo(WORKED_EXAMPLE.toSvg());
  }

  @Test
  void boxesGoFromLeftToRightAndDoNotOverlap() {
    Layout layout = Layout.of(WORKED_EXAMPLE);
    List<Layout.Box> boxes = layout.boxes();
    for (Edge edge : WORKED_EXAMPLE.edges()) {
      Layout.Box from = boxes.get(index(edge.from()));
      Layout.Box to = boxes.get(index(edge.to()));
      assertThat(from.x() + from.width()).isLessThan(to.x());
    }
    for (Layout.Box a : boxes) {
      assertThat(a.x() + a.width()).isLessThan(layout.width());
      assertThat(a.y() + a.height()).isLessThan(layout.height());
      assertThat(boxes.stream().filter(b -> !b.equals(a) && overlap(a, b))).isEmpty();
      assertThat(layout.lines().stream().filter(c -> overlap(a, c.label()))).isEmpty();
    }
  }

  @Test
  void anEmptyGraphALoneBoxAndTwoArrowsBetweenTheSameAreDrawn() throws Exception {
    parse(new Drawing("", List.of(), List.of()).toSvg());
    Node x = new Node("x", Kind.INPUT, List.of("x"));
    Node a = new Node("a", Kind.RESULT, List.of("a = x*x"));
    parse(new Drawing("x", List.of(x), List.of()).toSvg());
    List<Edge> twice = List.of(new Edge("x", "a", "x"), new Edge("x", "a", "x"));
    assertThat(parse(new Drawing("", List.of(x, a), twice).toSvg()).getElementsByTagName("path"))
        .extracting(paths -> paths.getLength())
        .isEqualTo(4);
  }

  @Test
  void dotIsEscaped() {
    Drawing drawing =
        new Drawing(
            "a \"b\"",
            List.of(
                new Node("x\n", Kind.INPUT, List.of("\\N", "1 < 2 & 3")),
                new Node("y", Kind.RESULT, List.of())),
            List.of(new Edge("x\n", "y", "2\"x\"")));
    assertThat(drawing.toDot())
        .isEqualTo(
            """
            digraph {
              label="a \\"b\\""
              rankdir=LR
              node [shape=box style="rounded,filled" fontname="monospace"]
              edge [fontname="monospace" fontsize=12]
              "x\\n" [label="\\\\N\\n1 < 2 &amp; 3" fillcolor="#ddf4ff"]
              "y" [label="" fillcolor="#dafbe1"]
              "x\\n" -> "y" [label="2\\"x\\""]
            }
            """);
  }

  @Property(tries = 50)
  void anyTextIsValidXml(@ForAll String text) throws Exception {
    Node x = new Node("x", Kind.INPUT, List.of(text, text));
    Node y = new Node("y", Kind.RESULT, List.of(text));
    parse(new Drawing(text, List.of(x, y), List.of(new Edge("x", "y", text))).toSvg());
  }

  @Test
  void aLongChainIsDrawn() throws Exception {
    List<Node> nodes =
        IntStream.range(0, 300)
            .mapToObj(i -> new Node("n" + i, Kind.STEP, List.of("n" + i)))
            .toList();
    List<Edge> edges =
        IntStream.range(1, 300).mapToObj(i -> new Edge("n" + (i - 1), "n" + i, "1")).toList();
    parse(new Drawing("chain", nodes, edges).toSvg());
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    Node x = new Node("x", Kind.INPUT, List.of("x"));
    assertThatThrownBy(() -> new Drawing("", List.of(x, x), List.of()))
        .hasMessage("two nodes have the id x");
    assertThatThrownBy(() -> new Drawing("", List.of(x), List.of(new Edge("x", "y", ""))))
        .hasMessageStartingWith("no such node");
  }

  private static int index(String id) {
    return IntStream.range(0, WORKED_EXAMPLE.nodes().size())
        .filter(i -> WORKED_EXAMPLE.nodes().get(i).id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static boolean overlap(Layout.Box a, Layout.Box b) {
    return a.x() < b.x() + b.width()
        && b.x() < a.x() + a.width()
        && a.y() < b.y() + b.height()
        && b.y() < a.y() + a.height();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
