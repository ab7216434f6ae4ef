package dev.chainrule.web;

import dev.chainrule.trace.Paths;
import dev.chainrule.trace.Quotient;
import dev.chainrule.trace.Role;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/weight?…&name=A1&index=0,0}: one number, its derivative, and why it is that.
 *
 * @param derivative ∂L/∂ this number; null where the backward pass does not compute it
 * @param quotient null but for parameters and inputs
 * @param updated what becomes of it; null but for parameters
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record WeightAnswer(
    String name,
    long[] index,
    String text,
    double value,
    @Nullable Double derivative,
    @Nullable QuotientPart quotient,
    @Nullable Double updated,
    PathsPart paths) {
  private static final int MOST_PATHS = 24;

  /** The difference quotient (L(w + h) − L(w − h)) / 2h. */
  record QuotientPart(double h, double value, double above, double below) {}

  /**
   * The ways by which it acts on the loss.
   *
   * @param count how many there are
   * @param shown the largest
   * @param rest the sum of the others
   */
  record PathsPart(long count, List<PathPart> shown, double sum, double rest) {}

  /** One way: numbers, and the local derivatives between them. */
  record PathPart(List<NodePart> nodes, List<Double> factors, double product) {}

  /** A number on a way. */
  record NodePart(String name, long[] index, String text) {}

  /** Of the whole batch; or, where the query has a sample, with the ways through that one. */
  static WeightAnswer of(Parameters query, Scene scene) {
    Trace trace = scene.trace();
    Value value = trace.value(query.text("name", "A1", EntryNames.LONGEST));
    long[] index = query.indices("index");
    double number = value.at(index);
    boolean isMovable = value.role() == Role.PARAMETER || value.role() == Role.INPUT;
    int sample = query.integer("sample", -1, 0, trace.batch() - 1);
    Paths paths =
        sample < 0
            ? trace.paths(value.name(), index, MOST_PATHS)
            : trace.paths(value.name(), index, sample, MOST_PATHS);
    Paths.Node node = new Paths.Node(value.name(), Arrays.stream(index).boxed().toList());
    return new WeightAnswer(
        value.name(),
        index,
        EntryNames.text(trace, node),
        number,
        at(trace, "dL/d" + value.name(), index),
        isMovable ? quotient(trace.quotient(value.name(), index)) : null,
        at(trace, value.name() + "'", index),
        paths(trace, paths));
  }

  private static @Nullable Double at(Trace trace, String name, long[] index) {
    Value value = trace.values().get(name);
    return value == null ? null : value.at(index);
  }

  private static QuotientPart quotient(Quotient quotient) {
    return new QuotientPart(quotient.h(), quotient.quotient(), quotient.above(), quotient.below());
  }

  private static PathsPart paths(Trace trace, Paths paths) {
    return new PathsPart(
        paths.count(),
        paths.shown().stream()
            .map(
                path ->
                    new PathPart(
                        path.nodes().stream().map(node -> node(trace, node)).toList(),
                        path.factors(),
                        path.product()))
            .toList(),
        paths.sum(),
        paths.rest());
  }

  private static NodePart node(Trace trace, Paths.Node node) {
    return new NodePart(node.name(), EntryNames.index(node), EntryNames.text(trace, node));
  }
}
