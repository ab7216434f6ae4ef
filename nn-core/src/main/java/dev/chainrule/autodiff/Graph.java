package dev.chainrule.autodiff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a computation that leads from some Vars to one: every node on a path between, inputs
 * before what is computed from them. Sweeps go over it forward or backward; nothing recurses, so a
 * graph may be as deep as memory allows.
 */
final class Graph {
  private final List<Var> nodes;
  private final IdentityHashMap<Var, Integer> index;

  private Graph(List<Var> nodes, IdentityHashMap<Var, Integer> index) {
    this.nodes = nodes;
    this.index = index;
  }

  /** What leads from {@code sources} to y; empty if y depends on none. */
  static Graph between(Collection<Var> sources, Var y) {
    int shallowest = Integer.MAX_VALUE;
    IdentityHashMap<Var, Integer> index = new IdentityHashMap<>();
    for (Var source : sources) {
      shallowest = Math.min(shallowest, source.depth());
    }
    List<Var> reached = reach(y, shallowest);
    for (Var source : sources) {
      index.put(source, -1);
    }
    List<Var> nodes = new ArrayList<>();
    for (Var node : reached) {
      if (index.containsKey(node) || anyIn(index, node.inputArray())) {
        index.put(node, nodes.size());
        nodes.add(node);
      }
    }
    index.values().removeIf(i -> i < 0); // sources that y does not read
    return new Graph(nodes, index);
  }

  /** All that y was computed from. */
  static Graph everything(Var y) {
    List<Var> nodes = reach(y, 0);
    IdentityHashMap<Var, Integer> index = new IdentityHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      index.put(nodes.get(i), i);
    }
    return new Graph(nodes, index);
  }

  private static boolean anyIn(IdentityHashMap<Var, Integer> index, Var[] inputs) {
    for (Var input : inputs) {
      if (index.containsKey(input)) {
        return true;
      }
    }
    return false;
  }

  /** All that y was computed from and that is no shallower, the shallowest first. */
  private static List<Var> reach(Var y, int shallowest) {
    IdentityHashMap<Var, Boolean> seen = new IdentityHashMap<>();
    List<Var> reached = new ArrayList<>();
    reached.add(y);
    seen.put(y, true);
    for (int i = 0; i < reached.size(); i++) {
      for (Var input : reached.get(i).inputArray()) {
        if (input.depth() >= shallowest && seen.put(input, true) == null) {
          reached.add(input);
        }
      }
    }
    reached.sort(Comparator.comparingInt(Var::depth)); // an input is shallower than its use
    return reached;
  }

  int size() {
    return nodes.size();
  }

  Var node(int i) {
    return nodes.get(i);
  }

  /** The place of a node; −1 for one that is constant here. */
  int indexOf(Var node) {
    return index.getOrDefault(node, -1);
  }

  /**
   * Reverse mode: the adjoints of all nodes from that of y, outputs before inputs.
   *
   * @return dy · ∂y/∂node, or null where that is 0
   */
  @Nullable Var[] reverse(Var y, Var dy) {
    @Nullable Var[] adjoints = new Var[size()];
    int last = indexOf(y);
    if (last >= 0) {
      adjoints[last] = dy;
    }
    for (int i = last; i >= 0; i--) {
      Var adjoint = adjoints[i];
      Var node = nodes.get(i);
      Var[] inputs = node.inputArray();
      for (int j = 0; adjoint != null && j < inputs.length; j++) {
        int at = indexOf(inputs[j]);
        if (at >= 0) {
          adjoints[at] = Var.plus(adjoints[at], node.op().pullback(j, adjoint, node, inputs));
        }
      }
    }
    return adjoints;
  }

  /**
   * Forward mode: the tangent of y, inputs before outputs.
   *
   * @param tangents of the sources
   * @return ∂y/∂sources · tangents, or null where that is 0
   */
  @Nullable Var forward(Var y, Map<Var, Var> tangents) {
    @Nullable Var[] moved = new Var[size()];
    for (int i = 0; i < moved.length; i++) {
      Var node = nodes.get(i);
      Var given = tangents.get(node);
      if (given != null) {
        moved[i] = given;
        continue;
      }
      Var[] inputs = node.inputArray();
      @Nullable Var[] dx = new Var[inputs.length];
      boolean moves = false;
      for (int j = 0; j < dx.length; j++) {
        int at = indexOf(inputs[j]);
        dx[j] = at < 0 ? null : moved[at];
        moves |= dx[j] != null;
      }
      moved[i] = moves ? node.op().pushforward(dx, node, inputs) : null;
    }
    int last = indexOf(y);
    return last < 0 ? null : moved[last];
  }
}
