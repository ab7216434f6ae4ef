package dev.chainrule.optim;

import java.util.List;

/**
 * Rules one behind the other.
 *
 * @param parts the rules, the one that sees the gradient first
 */
record Chain(List<Rule> parts) implements Rule {
  Chain {
    parts = List.copyOf(parts);
  }

  @Override
  public int slots() {
    return parts.stream().mapToInt(Rule::slots).sum();
  }

  /** The optimizer applies the parts, each with its own slots. */
  @Override
  public void apply(Update u) {
    throw new IllegalStateException("an optimizer applies the parts of a chain one by one");
  }
}
