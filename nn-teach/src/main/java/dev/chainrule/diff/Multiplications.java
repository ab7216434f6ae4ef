package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Operation;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts the multiplications of the chain rule: products of a number that arrives with a number of
 * a local derivative, neither of which is always 0, 1 or −1. Sums, and what it takes to find the
 * values and the local derivatives themselves, are not counted; they are the same for both modes.
 *
 * <p>What a local derivative always is, shows where its arguments are numbers with no meaning; but
 * operations that are straight but for their kinks (relu, max …) are taken where they are.
 */
final class Multiplications {
  private static final Set<Operation> STRAIGHT =
      Collections.unmodifiableSet(
          EnumSet.of(
              Operation.RELU,
              Operation.ABS,
              Operation.SIGN,
              Operation.MIN,
              Operation.MAX,
              Operation.CLAMP,
              Operation.WHERE));
  private static final long MOST_WORK = 20_000_000;

  /** What a number always is. */
  private static final byte ZERO = 0;

  private static final byte ONE = 1; // or −1
  private static final byte ANY = 2;

  /** An edge: for each number of {@code of} and each of {@code by}, what the derivative is. */
  private static final class Edge {
    final String of;
    final String by;
    final int rows;
    final int columns;
    final byte[] kinds;

    Edge(GraphEdge local, double[] jacobian) {
      of = local.of();
      by = local.by();
      rows = Math.toIntExact(local.shape().size());
      columns = jacobian.length / rows;
      kinds = new byte[jacobian.length];
      for (int i = 0; i < kinds.length; i++) {
        kinds[i] = jacobian[i] == 0 ? ZERO : Math.abs(jacobian[i]) == 1 ? ONE : ANY;
      }
    }
  }

  private final ComputationGraph walk;
  private final List<Edge> edges;
  private long count;

  private Multiplications(ComputationGraph walk, List<Edge> edges) {
    this.walk = walk;
    this.edges = edges;
  }

  static Cost of(ComputationGraph walk) {
    int inputs = walk.whole().size();
    int outputs = walk.whole().results();
    long numbers = 0;
    for (Node step : walk.steps()) {
      for (GraphEdge local : step.locals()) {
        long size = local.shape().size() * local.at().shape().size();
        numbers += size > GraphEdge.LARGEST ? MOST_WORK : size;
      }
    }
    if (numbers * (inputs + outputs) > MOST_WORK) {
      return new Cost(inputs, outputs, OptionalLong.empty(), OptionalLong.empty());
    }
    Multiplications all = new Multiplications(walk, edges(walk));
    return new Cost(
        inputs, outputs, OptionalLong.of(all.forward()), OptionalLong.of(all.reverse()));
  }

  private long forward() {
    count = 0;
    for (Node input : walk.inputs()) {
      for (int i = 0; i < input.size(); i++) {
        Map<String, byte[]> known = new HashMap<>();
        known.put(input.name(), unit(input.size(), i));
        for (Edge edge : edges) {
          byte[] from = known.get(edge.by);
          if (from != null) {
            byte[] to = known.computeIfAbsent(edge.of, name -> new byte[edge.rows]);
            along(edge, from, to, true);
          }
        }
      }
    }
    return count;
  }

  private long reverse() {
    count = 0;
    int size = walk.whole().results();
    for (int i = 0; i < size; i++) {
      Map<String, byte[]> known = new HashMap<>();
      known.put(walk.name(), unit(size, i));
      for (int e = edges.size() - 1; e >= 0; e--) {
        Edge edge = edges.get(e);
        byte[] to = known.computeIfAbsent(edge.by, name -> new byte[edge.columns]);
        along(edge, known.getOrDefault(edge.of, new byte[edge.rows]), to, false);
      }
    }
    return count;
  }

  private void along(Edge edge, byte[] from, byte[] to, boolean forward) {
    for (int row = 0; row < edge.rows; row++) {
      for (int column = 0; column < edge.columns; column++) {
        byte arriving = from[forward ? column : row];
        byte local = edge.kinds[row * edge.columns + column];
        if (arriving == ZERO || local == ZERO) {
          continue;
        }
        count += arriving == ANY && local == ANY ? 1 : 0;
        int at = forward ? row : column;
        to[at] = to[at] == ZERO ? (byte) Math.max(arriving, local) : ANY; // 1 + 1 is no 1
      }
    }
  }

  private static byte[] unit(int size, int at) {
    byte[] unit = new byte[size];
    unit[at] = ONE;
    return unit;
  }

  private static List<Edge> edges(ComputationGraph walk) {
    List<Edge> edges = new ArrayList<>();
    for (Node node : walk.steps()) {
      Apply step = node.formula().orElseThrow();
      Map<String, Var> point = new HashMap<>();
      for (GraphEdge local : node.locals()) {
        boolean straight = STRAIGHT.contains(step.operation()) || step.operation().isCondition();
        point.put(
            local.by(), straight ? local.at() : meaningless(local.at().shape(), point.size()));
      }
      for (GraphEdge local : node.locals()) {
        Var at = point.get(local.by());
        double[] jacobian =
            Derivatives.jacobian(ComputationGraph.alone(step, local.by(), point), at).toArray();
        edges.add(new Edge(local, jacobian));
      }
    }
    return edges;
  }

  /** NumberStyle in (0.2, 0.8), all different: multiples of the golden ratio, modulo 1. */
  private static Var meaningless(Shape shape, int argument) {
    double[] numbers = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < numbers.length; i++) {
      double turns = (i + 1 + 0.37 * argument) * 0.6180339887498949;
      numbers[i] = 0.2 + 0.6 * (turns - Math.floor(turns));
    }
    return Var.of(shape, numbers);
  }
}
