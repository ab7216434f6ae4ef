package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Variable;
import java.util.List;
import java.util.Map;

/** The dots that a formula of numbers needs where it is meant entry by entry. */
public final class Dots {
  private Dots() {}

  /**
   * The formula, with dots where {@link Textbook} would refuse it without.
   *
   * @param formula of operations that work on entries
   * @param ranks of the variables: 0 for a number, 1 for a vector, 2 for a matrix
   */
  public static Formula written(Formula formula, Map<String, Integer> ranks) {
    if (!(formula instanceof Apply apply)) {
      return formula;
    }
    List<Formula> arguments = apply.arguments().stream().map(a -> written(a, ranks)).toList();
    int[] all = arguments.stream().mapToInt(a -> rank(a, ranks)).toArray();
    Apply plain = apply.with(arguments);
    return apply.operation().hasDot() && Textbook.needsDot(apply.operation(), all)
        ? plain.withDot()
        : plain;
  }

  private static int rank(Formula formula, Map<String, Integer> ranks) {
    if (formula instanceof Variable variable) {
      return ranks.getOrDefault(variable.name(), 0);
    }
    if (formula instanceof Apply apply && apply.operation() == Operation.VECTOR) {
      return 1 + rank(apply.arguments().get(0), ranks);
    }
    return formula.arguments().stream().mapToInt(a -> rank(a, ranks)).max().orElse(0);
  }
}
