package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Literal;
import java.util.IdentityHashMap;
import java.util.List;

/** Makes the trees of one formula, none of them too deep, each with arguments that can be. */
final class Trees {
  /** Deeper formulas could exhaust the stack of those who walk them. */
  static final int DEEPEST = 500;

  private final IdentityHashMap<Formula, Integer> heights = new IdentityHashMap<>();

  /**
   * The operation at a place.
   *
   * @throws FormulaException if it is too deep, or has no dot, or takes other arguments
   */
  Formula apply(Operation operation, boolean dotted, Place place, List<Formula> arguments) {
    int height = 1 + arguments.stream().mapToInt(a -> heights.getOrDefault(a, 0)).max().orElse(0);
    if (height > DEEPEST) {
      throw tooDeep(place);
    }
    if (dotted && !operation.hasDot()) {
      String name = operation.symbol();
      throw place.error(name + " has no dot: write " + name + "(…)");
    }
    switch (operation) {
      case AND, OR, NOT -> arguments.forEach(each -> condition(each, operation.symbol()));
      case WHERE -> condition(arguments.get(0), "where");
      case EYE -> size(arguments.get(0), place);
      default -> {}
    }
    Formula formula = new Apply(operation, dotted, arguments, place);
    heights.put(formula, height);
    return formula;
  }

  private static void size(Formula formula, Place place) {
    if (!(formula instanceof Literal literal && Rules.isSize(literal.value()))) {
      throw place.error("eye takes a whole number from 1 to " + Rules.LARGEST + ", as in eye(2)");
    }
  }

  private static void condition(Formula formula, String word) {
    if (!(formula instanceof Apply apply && apply.operation().isCondition())) {
      throw formula
          .place()
          .error(word + " takes a condition such as x > 0 here: write " + compared(formula));
    }
  }

  /** A condition that holds where a number counts as true. */
  private static String compared(Formula formula) {
    Formula zero = new Literal(0, formula.place());
    return new Apply(Operation.UNEQUAL, List.of(formula, zero), formula.place()).toString();
  }

  static FormulaException tooDeep(Place place) {
    return place.error("the formula is more than " + DEEPEST + " levels deep here");
  }
}
