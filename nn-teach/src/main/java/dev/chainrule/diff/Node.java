package dev.chainrule.diff;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.Formula.Apply;
import java.util.List;
import java.util.Optional;

/**
 * A variable of the formula or an intermediate one.
 *
 * @param formula how it is computed; empty for what was given
 * @param locals its derivatives by each variable that it is computed from
 */
public record Node(String name, Optional<Apply> formula, Var value, List<GraphEdge> locals) {
  /** Copies the list. */
  public Node {
    locals = List.copyOf(locals);
  }

  /** How it is computed, or its own name. */
  public String text() {
    return formula.map(Formula::toString).orElse(name);
  }

  /** How many numbers it has. */
  public int size() {
    return Math.toIntExact(value.shape().size());
  }
}
