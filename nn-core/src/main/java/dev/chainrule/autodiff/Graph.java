package dev.chainrule.autodiff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The part of a computation that leads from some Vars, its sources, to one, y: every node on a path
 * between, inputs before what is computed from them, y last. Sweeps go over it forward or backward;
 * nothing recurses, so a graph may be as deep as memory allows.
 */
final class Graph {
  private static final int CONSTANT = -1; // the place of what is not in the graph

  private final List<Node> nodes = new ArrayList<>();
  private final IdentityHashMap<Var, Node> known;

  /** A Var that y was computed from. Inputs are looked up once, here, and not in every sweep. */
  private static final class Node {
    private final Var var;
    private final @Nullable Node[] inputs; // null for what is constant here
    private final @Nullable Node user; // on the way to y that is being walked
    private int seen; // so many inputs have been looked at
    private int place = CONSTANT;

    Node(Var var, @Nullable Node user) {
      this.var = var;
      this.user = user;
      this.inputs = new Node[var.inputArray().length];
    }
  }

  /** Walks from y down to what is no shallower than {@code shallowest}, depth first. */
  private Graph(Var y, int shallowest, Predicate<Var> isSource) {
    known = new IdentityHashMap<>(32 + Math.max(0, y.depth() - shallowest));
    Node node = new Node(y, null);
    known.put(y, node);
    while (node != null) {
      if (node.seen == node.inputs.length) {
        enter(node, isSource);
        node = node.user;
        continue;
      }
      int j = node.seen++;
      Var input = node.var.inputArray()[j];
      if (input.depth() >= shallowest) {
        Node next = known.get(input);
        if (next == null) {
          next = new Node(input, node);
          known.put(input, next);
          node.inputs[j] = next;
          node = next;
        } else {
          node.inputs[j] = next;
        }
      }
    }
  }

  /** Gives a node its place, after its inputs, if it is a source or reads one that has a place. */
  private void enter(Node node, Predicate<Var> isSource) {
    boolean moves = false;
    for (int j = 0; j < node.inputs.length; j++) {
      Node input = node.inputs[j];
      node.inputs[j] = input == null || input.place == CONSTANT ? null : input;
      moves |= node.inputs[j] != null;
    }
    if (moves || isSource.test(node.var)) {
      node.place = nodes.size();
      nodes.add(node);
    }
  }

  /** What leads from {@code sources} to y; empty if y depends on none. */
  static Graph between(Collection<Var> sources, Var y) {
    int shallowest = Integer.MAX_VALUE; // an input is shallower than its use
    for (Var source : sources) {
      shallowest = Math.min(shallowest, source.depth());
    }
    return new Graph(y, shallowest, sources::contains);
  }

  /** All that y was computed from. */
  static Graph everything(Var y) {
    return new Graph(y, 0, var -> var.inputArray().length == 0);
  }

  int size() {
    return nodes.size();
  }

  Var node(int i) {
    return nodes.get(i).var;
  }

  /** The place of a node; negative for one that is constant here. */
  int placeOf(Var var) {
    Node node = known.get(var);
    return node == null ? CONSTANT : node.place;
  }

  /** The place of the j-th input of node i; negative for one that is constant here. */
  int inputOf(int i, int j) {
    Node input = nodes.get(i).inputs[j];
    return input == null ? CONSTANT : input.place;
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
      Var node = node(i);
      Var[] inputs = node.inputArray();
      for (int j = 0; j < inputs.length; j++) {
        int at = inputOf(i, j);
        Var term = at == CONSTANT ? null : node.op().pullback(j, adjoint, node, inputs);
        if (term != null) {
          terms[at] = new Terms(term, terms[at]);
        }
      }
    }
    return adjoints;
  }

  /**
   * Forward mode: the tangent of y, inputs before outputs.
   *
   * @param given the tangents of the sources
   * @return Σ ∂y/∂source · its tangent, or null where that is 0
   */
  @Nullable Var forward(Map<Var, Var> given) {
    @Nullable Var[] tangents = new Var[size()];
    for (int i = 0; i < tangents.length; i++) {
      Var node = node(i);
      Var tangent = given.get(node);
      if (tangent != null) {
        tangents[i] = tangent;
        continue;
      }
      Var[] inputs = node.inputArray();
      @Nullable Var[] moved = new Var[inputs.length];
      boolean moves = false;
      for (int j = 0; j < inputs.length; j++) {
        int at = inputOf(i, j);
        moved[j] = at == CONSTANT ? null : tangents[at];
        moves |= moved[j] != null;
      }
      tangents[i] = moves ? node.op().pushforward(moved, node, inputs) : null;
    }
    return size() == 0 ? null : tangents[size() - 1];
  }
}
