package dev.chainrule.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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
  /** The place of what is constant here: no path leads to it from a source. */
  static final int CONSTANT = -1;

  private Var[] nodes = new Var[16];
  private int size;
  private int[] firstInput = new int[16]; // of a node, in inputs
  private int[] inputs = new int[32]; // the places of all nodes' inputs
  private int edges;
  private final Places places = new Places();
  private boolean mayBreak;
  private int smoothness = -1; // not looked at yet

  /**
   * Walks from y down to what is no shallower than {@code shallowest}, depth first, on a stack of
   * its own. A Var is left, and gets its place, after all of its inputs; their places wait on a
   * second stack, so that each is looked up once. One that is used once, as most are, need not be
   * looked up at all. (Were its uses miscounted it would have two places, each with its share of
   * the adjoint: right all the same.)
   *
   * @param findsAll whether {@link #placeOf} knows all of them and not only the sources
   */
  private Graph(Var y, int shallowest, Predicate<Var> isSource, boolean findsAll) {
    Var[] path = new Var[32];
    int[] seen = new int[32]; // so many inputs of each have been looked at
    int[] found = new int[32];
    int length = 1;
    int waiting = 0;
    path[0] = y;
    while (length > 0) {
      Var var = path[length - 1];
      Var[] above = var.inputArray();
      int at;
      if (seen[length - 1] == above.length) {
        length--;
        waiting -= above.length;
        boolean source = isSource.test(var);
        at = enter(var, source, found, waiting);
        if (findsAll || source || var.uses() > 1) {
          places.put(var, at);
        }
      } else {
        Var input = above[seen[length - 1]++];
        boolean onceOnly = !findsAll && input.uses() == 1 && !isSource.test(input);
        at = input.depth() < shallowest ? CONSTANT : onceOnly ? Places.UNKNOWN : places.get(input);
        if (at == Places.UNKNOWN) {
          if (length == path.length) {
            path = Arrays.copyOf(path, 2 * length);
            seen = Arrays.copyOf(seen, 2 * length);
          }
          path[length] = input;
          seen[length++] = 0;
          continue;
        }
      }
      if (waiting == found.length) {
        found = Arrays.copyOf(found, 2 * waiting);
      }
      found[waiting++] = at;
    }
  }

  /** Gives a Var its place, after its inputs, if it is a source or reads one that has a place. */
  private int enter(Var var, boolean isSource, int[] found, int from) {
    int count = var.inputArray().length;
    boolean moves = false;
    for (int j = from; j < from + count; j++) {
      moves |= found[j] != CONSTANT;
    }
    if (!moves && !isSource) {
      return CONSTANT;
    }
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, 2 * size);
      firstInput = Arrays.copyOf(firstInput, 2 * size);
    }
    if (edges + count > inputs.length) {
      inputs = Arrays.copyOf(inputs, Math.max(2 * inputs.length, edges + count));
    }
    nodes[size] = var;
    mayBreak |= count > 0 && var.op().mayBreak();
    firstInput[size] = edges;
    System.arraycopy(found, from, inputs, edges, count);
    edges += count;
    return size++;
  }

  /** What leads from {@code sources} to y; empty if y depends on none. */
  static Graph between(Collection<Var> sources, Var y) {
    int shallowest = Integer.MAX_VALUE; // an input is shallower than its use
    for (Var source : sources) {
      shallowest = Math.min(shallowest, source.depth());
    }
    return new Graph(y, shallowest, sources::contains, false);
  }

  /** All that y was computed from. */
  static Graph everything(Var y) {
    return new Graph(y, 0, var -> var.inputArray().length == 0, true);
  }

  int size() {
    return size;
  }

  Var node(int i) {
    return nodes[i];
  }

  /** The place of a Var; negative for one that is constant here. */
  int placeOf(Var var) {
    return places.get(var);
  }

  /** The place of the j-th input of node i; negative for one that is constant here. */
  int inputOf(int i, int j) {
    return inputs[firstInput[i] + j];
  }

  /** Whether an operation is among them that may have no derivative somewhere. */
  boolean mayBreak() {
    return mayBreak;
  }

  /** How often the rules of all operations may be applied where they are. */
  int smoothness() {
    if (smoothness >= 0) {
      return smoothness;
    }
    smoothness = Op.SMOOTH;
    for (int i = 0; i < size; i++) {
      Var node = nodes[i];
      if (node.inputArray().length > 0) {
        Tensor[] x = new Tensor[node.inputArray().length];
        Arrays.setAll(x, j -> node.inputArray()[j].tensor());
        smoothness = Math.min(smoothness, node.op().smoothness(x));
      }
    }
    return smoothness;
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
