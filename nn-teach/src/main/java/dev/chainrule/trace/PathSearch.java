package dev.chainrule.trace;

import dev.chainrule.trace.Paths.Node;
import dev.chainrule.trace.Paths.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ways from a number to the loss, those with the largest products first: what is known of
 * the rest of the way from every number, how many ways, their sum and the largest product, bounds
 * what a beginning can come to, so that nothing is looked at in vain.
 */
final class PathSearch {
  /** A number: place {@code at} of a value. */
  private record Spot(String name, long at) {}

  private record Edge(Spot to, double factor) {}

  /** All ways from a number to the loss. */
  private record Ways(long count, double sum, double largest) {}

  /** The beginning of a way. */
  private record Beginning(
      @Nullable Beginning before, Spot at, double factor, double product, double bound) {}

  private static final Set<Role> STARTS =
      Set.of(Role.INPUT, Role.PARAMETER, Role.HIDDEN, Role.OUTPUT);

  /** Products that are looked at, some hundred bytes each. */
  private static final int MOST = 500_000;

  private final Trace trace;
  private final Map<String, List<Local>> outgoing;
  private final int sample;
  private final Map<Spot, Ways> ways = new HashMap<>();
  private final Map<Spot, List<Edge>> edges = new HashMap<>();
  private int count;

  private PathSearch(Trace trace, Map<String, List<Local>> outgoing, int sample) {
    this.trace = trace;
    this.outgoing = outgoing;
    this.sample = sample;
  }

  static Paths of(
      Trace trace,
      Map<String, List<Local>> outgoing,
      String name,
      long[] index,
      int sample,
      int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must not be negative, got " + limit);
    }
    Value value = trace.value(name);
    if (!STARTS.contains(value.role())) {
      throw new IllegalArgumentException(
          "paths lead from the input, a parameter or what lies between to the loss, not from "
              + name);
    }
    PathSearch search = new PathSearch(trace, outgoing, sample);
    return search.from(new Spot(name, value.place(index)), limit);
  }

  private Paths from(Spot start, int limit) {
    Ways all = ways(start);
    List<Path> shown = new ArrayList<>();
    double told = 0;
    PriorityQueue<Beginning> queue =
        new PriorityQueue<>(Comparator.comparingDouble((Beginning b) -> -b.bound));
    queue.add(new Beginning(null, start, 1, 1, all.largest));
    while (!queue.isEmpty() && shown.size() < limit) {
      Beginning b = java.util.Objects.requireNonNull(queue.poll());
      if (b.at.name.equals(Draft.LOSS)) {
        shown.add(path(b));
        told += b.product;
        continue;
      }
      for (Edge edge : edges(b.at)) {
        Ways rest = ways(edge.to);
        if (rest.count > 0) {
          double product = b.product * edge.factor;
          double bound = Math.abs(product) * rest.largest;
          queue.add(new Beginning(b, edge.to, edge.factor, product, bound));
        }
      }
    }
    double rest = shown.size() == all.count ? 0 : all.sum - told;
    return new Paths(all.count, shown, all.sum, rest);
  }

  private Path path(Beginning end) {
    List<Node> nodes = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (Beginning b = end; b != null; b = b.before) {
      long[] index = trace.value(b.at.name).index(b.at.at);
      nodes.add(0, new Node(b.at.name, Arrays.stream(index).boxed().toList()));
      if (b.before != null) {
        factors.add(0, b.factor);
      }
    }
    return new Path(nodes, factors, end.product);
  }

  /** As deep as the network has steps, so it may recurse. */
  private Ways ways(Spot from) {
    if (from.name.equals(Draft.LOSS)) {
      return new Ways(1, 1, 1);
    }
    Ways known = ways.get(from);
    if (known != null) {
      return known;
    }
    long count = 0;
    double sum = 0;
    double largest = 0;
    for (Edge edge : edges(from)) {
      Ways rest = ways(edge.to);
      count = count + rest.count < 0 ? Long.MAX_VALUE : count + rest.count;
      sum += edge.factor * rest.sum;
      largest = Math.max(largest, Math.abs(edge.factor) * rest.largest);
    }
    Ways found = new Ways(count, sum, largest);
    ways.put(from, found);
    return found;
  }

  private List<Edge> edges(Spot from) {
    List<Edge> known = edges.get(from);
    if (known == null) {
      known = new ArrayList<>();
      for (Local local : outgoing.getOrDefault(from.name, List.of())) {
        add(from, local, known);
      }
      count += known.size();
      if (count > MOST) {
        throw new IllegalArgumentException(
            "more than "
                + MOST
                + " products lie on the ways from there to the loss: ask for one sample of the"
                + " batch, or for a number of a later layer");
      }
      edges.put(from, known);
    }
    return known;
  }

  /** What a number moves: in its own sample, or, if it is no sample's, in every one. */
  private void add(Spot from, Local local, List<Edge> out) {
    long columns = local.columns();
    long size = trace.value(from.name).size();
    boolean isWhole = local instanceof OperationLocal;
    boolean isOfSamples = !isWhole && size != columns;
    boolean isParameter = trace.value(from.name).role() == Role.PARAMETER;
    if (isWhole) {
      column(local, 0, from.at, 0, out);
    } else if (isParameter) {
      for (int s = 0; s < trace.batch(); s++) {
        column(local, s, from.at, s, out);
      }
    } else {
      int s = isOfSamples ? Math.toIntExact(from.at / columns) : 0;
      column(local, s, from.at % columns, s, out);
    }
  }

  private void column(Local local, int s, long j, int row, List<Edge> out) {
    boolean isLoss = local.edge().of().equals(Draft.LOSS);
    if (sample >= 0 && row != sample && (isLoss || !(local instanceof OperationLocal))) {
      return;
    }
    long first = isLoss ? 0 : row * local.rows();
    int matrix = local.samples() == 1 ? 0 : s;
    local.column(
        matrix, j, (i, value) -> out.add(new Edge(new Spot(local.edge().of(), first + i), value)));
  }
}
