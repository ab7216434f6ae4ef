package dev.chainrule.autodiff;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Var#backward() backward} sweep found: ∂y/∂v for every Var on the way. They are Vars
 * themselves, so that they can be differentiated again.
 */
public final class Gradients {
  private final Graph graph;
  private final @Nullable Var[] adjoints;

  Gradients(Var y, Var dy) {
    graph = Graph.everything(y);
    adjoints = graph.reverse(dy);
  }

  /**
   * ∂y/∂v, of v's shape.
   *
   * @throws IllegalArgumentException if y was not computed from v; a derivative of 0 is said only
   *     of what y does read
   */
  public Var of(Var v) {
    int place = graph.placeOf(v);
    if (place < 0) {
      throw new IllegalArgumentException(
          "no gradient with respect to "
              + v
              + ": what backward() was called on is not computed"
              + " from it. A Var with equal numbers is another one; pass the very object.");
    }
    Var adjoint = adjoints[place];
    return adjoint == null ? Var.leaf(v.tensor().zeros()) : adjoint;
  }
}
