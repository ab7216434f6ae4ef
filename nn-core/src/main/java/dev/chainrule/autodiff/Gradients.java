package dev.chainrule.autodiff;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Var#backward() backward} sweep found: ∂y/∂v for every Var on the way. They are Vars
 * themselves, so that they can be differentiated again.
 */
public final class Gradients {
  private final Var y;
  private final Var dy;
  private final Graph graph;
  private final @Nullable Var[] adjoints;
  private final Set<Var> wrt; // asked for by name

  Gradients(Var y, Var dy) {
    this(y, Graph.everything(y), dy, List.of());
  }

  Gradients(Var y, Var dy, List<Var> wrt) {
    this(y, Graph.between(wrt, y), dy, wrt);
  }

  private Gradients(Var y, Graph graph, Var dy, List<Var> wrt) {
    this.y = y;
    this.dy = dy;
    this.graph = graph;
    this.adjoints = graph.reverse(dy);
    this.wrt = new HashSet<>(wrt);
  }

  /**
   * ∂y/∂v, of v's shape.
   *
   * @throws IllegalArgumentException if y was not computed from v; a derivative of 0 is said only
   *     of what y does read
   */
  public Var of(Var v) {
    int place = graph.placeOf(v);
    if (place < 0 && !wrt.contains(v)) {
      throw new IllegalArgumentException(
          "no gradient with respect to "
              + v
              + ": what backward() was called on is not computed"
              + " from it. A Var with equal numbers is another one; pass the very object.");
    }
    Var adjoint = place < 0 ? null : adjoints[place];
    Var found = adjoint == null ? Var.leaf(v.tensor().zeros()) : adjoint;
    return Limits.ofPullback(y, dy, v, graph, found);
  }
}
