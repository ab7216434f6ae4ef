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

  /** An optimizer applies the parts one by one; this is for a rule that holds a chain within it. */
  @Override
  public void apply(Update u) {
    int first = 0;
    for (Rule part : parts) {
      part.apply(u.from(first));
      first += part.slots();
    }
  }
}
