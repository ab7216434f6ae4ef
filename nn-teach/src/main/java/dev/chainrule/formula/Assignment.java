package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import java.util.List;

/**
 * An intermediate variable and the one operation that gives it: {@code c = a + b}.
 *
 * @param name its name
 * @param formula an operation; each argument is a variable of the formula, an earlier step's name
 *     as a variable, or a constant, which may be a formula such as {@code 2*pi} or {@code [1, 2]};
 *     those of {@code where} are formulas of the variables
 */
public record Assignment(String name, Apply formula) {
  /** What is done. */
  public Operation operation() {
    return formula.operation();
  }

  /** To what. */
  public List<Formula> arguments() {
    return formula.arguments();
  }

  /** The step in LaTeX, for mathematical mode. */
  public String toLatex() {
    return LatexNames.of(name) + " = " + formula.toLatex();
  }

  @Override
  public String toString() {
    return name + " = " + formula;
  }
}
