package dev.chainrule.drawing;

import dev.chainrule.drawing.Drawing.Edge;
import dev.chainrule.drawing.Drawing.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.EdgeLabelSideSelection;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where everything is drawn: layers from left to right with few crossings (Sugiyama's method),
 * found by the Eclipse Layout Kernel.
 *
 * @param boxes one a node, in their order
 * @param lines one an edge, in their order
 */
record Layout(double width, double height, List<Box> boxes, List<Line> lines) {
  private static final double MARGIN = 16;

  /** A rectangle. */
  record Box(double x, double y, double width, double height) {}

  /** A place. */
  record Point(double x, double y) {}

  /**
   * An arrow's line.
   *
   * @param points where it begins, its right-angled corners, where it ends
   * @param label where its label stands
   */
  record Line(List<Point> points, Box label) {}

  static Layout of(Drawing drawing) {
    ElkNode graph = ElkGraphUtil.createGraph();
    graph.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
    graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 28.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 32.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 20.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 22.0);
    graph.setProperty(LayeredOptions.EDGE_LABELS_SIDE_SELECTION, EdgeLabelSideSelection.ALWAYS_UP);
    graph.setProperty(
        LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
    graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
    Map<String, ElkNode> nodes = new LinkedHashMap<>();
    for (Node node : drawing.nodes()) {
      ElkNode placed = ElkGraphUtil.createNode(graph);
      placed.setDimensions(Metrics.width(node), Metrics.height(node));
      nodes.put(node.id(), placed);
    }
    List<ElkEdge> edges = new ArrayList<>();
    for (Edge edge : drawing.edges()) {
      ElkEdge drawn = ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to()));
      ElkLabel label = ElkGraphUtil.createLabel(edge.label(), drawn);
      label.setDimensions(Metrics.width(edge), Metrics.height(edge));
      edges.add(drawn);
    }
    LayoutMetaDataService.initElkReflect(); // else ELK cannot copy its own defaults
    new LayeredLayoutProvider().layout(graph, new NullElkProgressMonitor());
    return new Layout(
        graph.getWidth(),
        graph.getHeight(),
        nodes.values().stream()
            .map(node -> new Box(node.getX(), node.getY(), node.getWidth(), node.getHeight()))
            .toList(),
        edges.stream().map(Layout::line).toList());
  }

  private static Line line(ElkEdge edge) {
    ElkEdgeSection section = edge.getSections().get(0);
    List<Point> points = new ArrayList<>();
    points.add(new Point(section.getStartX(), section.getStartY()));
    section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
    points.add(new Point(section.getEndX(), section.getEndY()));
    ElkLabel label = edge.getLabels().get(0);
    return new Line(
        List.copyOf(points),
        new Box(label.getX(), label.getY(), label.getWidth(), label.getHeight()));
  }
}
