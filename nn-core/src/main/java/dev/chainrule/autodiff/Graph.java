package dev.chainrule.autodiff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The part of a computation that leads from some Vars, its sources, to one, y: every node on a path
 * between, inputs before what is computed from them, y last. Sweeps go over it forward or backward;
 * nothing recurses, so a graph may be as deep as memory allows.
 */
final class Graph {
  private static final int CONSTANT = -1; // the place of what is not in the graph

  private final Var[] nodes;
  private final int[][] inputs; // the places of each node's inputs
  private final IdentityHashMap<Var, Integer> places;

  private Graph(Var[] reached, IdentityHashMap<Var, Integer> places, Predicate<Var> isSource) {
    List<Var> found = new ArrayList<>(reached.length);
    List<int[]> foundInputs = new ArrayList<>(reached.length);
    for (Var node : reached) {
      Var[] of = node.inputArray();
      int[] at = new int[of.length];
      boolean moves = false;
      for (int j = 0; j < at.length; j++) {
        at[j] = places.getOrDefault(of[j], CONSTANT);
        moves |= at[j] != CONSTANT;
      }
      if (moves || isSource.test(node)) {
        places.put(node, found.size());
        found.add(node);
        foundInputs.add(at);
      }
    }
    this.nodes = found.toArray(Var[]::new);
    this.inputs = foundInputs.toArray(int[][]::new);
    this.places = places;
  }

  /** What leads from {@code sources} to y; empty if y depends on none. */
  static Graph between(Collection<Var> sources, Var y) {
    int shallowest = Integer.MAX_VALUE;
    for (Var source : sources) {
      shallowest = Math.min(shallowest, source.depth());
    }
    IdentityHashMap<Var, Integer> seen = new IdentityHashMap<>();
    return new Graph(reach(y, shallowest, seen), seen, sources::contains);
  }

  /** All that y was computed from. */
  static Graph everything(Var y) {
    IdentityHashMap<Var, Integer> seen = new IdentityHashMap<>();
    return new Graph(reach(y, 0, seen), seen, node -> node.inputArray().length == 0);
  }

  /**
   * All that y was computed from and that is no shallower, the shallowest first: an input is
   * shallower than its use.
   *
   * @param seen empty; CONSTANT for all of them afterwards
   */
  private static Var[] reach(Var y, int shallowest, IdentityHashMap<Var, Integer> seen) {
    if (y.depth() < shallowest) {
      return new Var[0];
    }
    List<Var> reached = new ArrayList<>();
    reached.add(y);
    seen.put(y, CONSTANT);
    for (int i = 0; i < reached.size(); i++) {
      for (Var input : reached.get(i).inputArray()) {
        if (input.depth() >= shallowest && seen.put(input, CONSTANT) == null) {
          reached.add(input);
        }
      }
    }
    // Sorted by counting: of every depth there is at least one.
    int[] start = new int[y.depth() - shallowest + 2];
    for (Var node : reached) {
      start[node.depth() - shallowest + 1]++;
    }
    for (int depth = 1; depth < start.length; depth++) {
      start[depth] += start[depth - 1];
    }
    Var[] sorted = new Var[reached.size()];
    for (Var node : reached) {
      sorted[start[node.depth() - shallowest]++] = node;
    }
    return sorted;
  }

  int size() {
    return nodes.length;
  }

  Var node(int i) {
    return nodes[i];
  }

  /** The places of a node's inputs; negative for what is constant here. */
  int[] inputs(int i) {
    return inputs[i];
  }

  /** The place of a node; negative for one that is constant here. */
  int placeOf(Var node) {
    return places.getOrDefault(node, CONSTANT);
  }

  /** What has been found of a sum. */
  private record Terms(Var last, @Nullable Terms before) {
    Var sum() {
      if (before == null) {
        return last;
      }
      List<Var> all = new ArrayList<>();
      for (Terms terms = this; terms != null; terms = terms.before) {
        all.add(terms.last);
      }
      return Sum.of(all);
    }
  }

  /**
   * Reverse mode: the adjoints of all nodes from that of y, outputs before inputs.
   *
   * @return dy · ∂y/∂node, or null where that is 0
   */
  @Nullable Var[] reverse(Var dy) {
    @Nullable Var[] adjoints = new Var[size()];
    @Nullable Terms[] terms = new Terms[size()];
    if (size() > 0) {
      terms[size() - 1] = new Terms(dy, null);
    }
    for (int i = size() - 1; i >= 0; i--) {
      Terms found = terms[i];
      if (found == null) {
        continue;
      }
      Var adjoint = found.sum();
      adjoints[i] = adjoint;
      terms[i] = null;
      Var node = nodes[i];
      int[] at = inputs[i];
      for (int j = 0; j < at.length; j++) {
        Var term =
            at[j] == CONSTANT ? null : node.op().pullback(j, adjoint, node, node.inputArray());
        if (term != null) {
          terms[at[j]] = new Terms(term, terms[at[j]]);
        }
      }
    }
    return adjoints;
  }

  /**
   * Forward mode: the tangent of y, inputs before outputs.
   *
   * @param dx the tangent of the source x
   * @return ∂y/∂x · dx, or null where that is 0
   */
  @Nullable Var forward(Var x, Var dx) {
    int source = placeOf(x);
    if (source == CONSTANT) {
      return null;
    }
    @Nullable Var[] tangents = new Var[size()];
    tangents[source] = dx;
    for (int i = source + 1; i < tangents.length; i++) {
      int[] at = inputs[i];
      @Nullable Var[] moved = new Var[at.length];
      boolean moves = false;
      for (int j = 0; j < at.length; j++) {
        moved[j] = at[j] == CONSTANT ? null : tangents[at[j]];
        moves |= moved[j] != null;
      }
      tangents[i] =
          moves ? nodes[i].op().pushforward(moved, nodes[i], nodes[i].inputArray()) : null;
    }
    return tangents[tangents.length - 1];
  }
}
