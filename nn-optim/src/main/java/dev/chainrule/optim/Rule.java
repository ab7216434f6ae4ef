package dev.chainrule.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites a gradient into an update u, which the {@link Optimizer} then takes from the parameters,
 * θ ← θ − u. Immutable, equal by value; what it must remember stands in slots, each as long as θ.
 *
 * <p>Optimizers, clipping, weight decay and schedules are all of this one form, and are composed in
 * the order they act:
 *
 * <pre>{@code
 * Rule rule = new ClipByGlobalNorm(1).then(Adam.of(1e-3)).then(new Scheduled(new Cosine(1000, 0)));
 * }</pre>
 */
public interface Rule {
  /** How many vectors as long as θ it remembers: 0 for plain gradient descent, 2 for Adam. */
  default int slots() {
    return 0;
  }

  /** Overwrites {@code u.gradient()} with what is to go on. */
  void apply(Update u);

  /** This rule, then that one on what this one leaves. */
  default Rule then(Rule next) {
    List<Rule> parts = new ArrayList<>(parts());
    parts.addAll(next.parts());
    return new Chain(parts);
  }

  /** The rules that this one is made of, in the order they act. */
  default List<Rule> parts() {
    return List.of(this);
  }
}
