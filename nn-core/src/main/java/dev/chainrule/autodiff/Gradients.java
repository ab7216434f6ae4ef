package dev.chainrule.autodiff;

import java.util.IdentityHashMap;
import java.util.List;

/**
 * What a {@link Var#backward() backward} sweep found: ∂y/∂v for every Var on the way. They are Vars
 * themselves, so that they can be differentiated again.
 */
public final class Gradients {
  private final IdentityHashMap<Var, Var> adjoints = new IdentityHashMap<>();

  Gradients(Var y, Var dy) {
    this(Graph.everything(y), y, dy);
  }

  Gradients(Var y, Var dy, List<Var> wrt) {
    this(Graph.between(wrt, y), y, dy);
    for (Var v : wrt) {
      adjoints.computeIfAbsent(v, unread -> Var.zeros(unread.shape()));
    }
  }

  private Gradients(Graph graph, Var y, Var dy) {
    Var[] found = graph.reverse(y, dy);
    for (int i = 0; i < graph.size(); i++) {
      Var node = graph.node(i);
      adjoints.put(node, found[i] == null ? Var.zeros(node.shape()) : found[i]);
    }
  }

  /**
   * ∂y/∂v, of v's shape.
   *
   * @throws IllegalArgumentException if y was not computed from v; a derivative of 0 is said only
   *     of what y does read
   */
  public Var of(Var v) {
    Var adjoint = adjoints.get(v);
    if (adjoint == null) {
      throw new IllegalArgumentException(
          "no gradient with respect to "
              + v
              + ": what backward() was called on is not computed"
              + " from it. A Var with equal numbers is another one; pass the very object.");
    }
    return adjoint;
  }
}
