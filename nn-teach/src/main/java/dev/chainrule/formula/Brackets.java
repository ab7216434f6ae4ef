package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import java.util.List;
import java.util.Locale;

/** What may stand in brackets: numbers, or rows of one length. */
final class Brackets {
  private Brackets() {}

  /**
   * Checks what stands between two brackets.
   *
   * @throws FormulaException if rows differ in length, or are mixed with numbers
   */
  static void check(List<Formula> entries) {
    int width = width(entries.get(0));
    for (Formula entry : entries) {
      int here = width(entry);
      if (here != width) {
        throw entry
            .place()
            .error(
                here == 0 || width == 0
                    ? "rows and numbers do not mix: a matrix is written [[1, 2], [3, 4]]"
                    : String.format(
                        Locale.ROOT,
                        "this row has length %d, the first has length %d",
                        here,
                        width));
      }
      if (here > 0 && width(entry.arguments().get(0)) > 0) {
        throw entry.place().error("brackets are vectors, [1, 2], or matrices, [[1, 2], [3, 4]]");
      }
    }
  }

  /** How many entries a bracket has; 0 for what is none. */
  private static int width(Formula formula) {
    boolean bracket = formula instanceof Apply apply && apply.operation() == Operation.VECTOR;
    return bracket ? formula.arguments().size() : 0;
  }
}
