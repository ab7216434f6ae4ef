package dev.chainrule.formula;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Variable;
import java.util.List;
import java.util.Map;

/** The value of a formula that is made of numbers alone, such as {@code -pi/2}. */
final class NumericValue {
  private NumericValue() {}

  /**
   * Its value.
   *
   * @throws FormulaException if it has variables, vectors or matrices, or is not finite
   */
  static double value(Formula formula) {
    if (formula instanceof Variable variable) {
      throw variable.place().error("a number is expected here, not the name " + variable.name());
    }
    if (!(formula instanceof Apply apply)) {
      return FormulaEvaluation.of(formula, Map.of()).toDouble();
    }
    if (apply.operation() == Operation.VECTOR || apply.operation() == Operation.EYE) {
      throw apply.place().error("a value is made of numbers and elementary functions of them");
    }
    List<Var> x = apply.arguments().stream().map(a -> Var.scalar(value(a))).toList();
    boolean where = apply.operation() == Operation.WHERE;
    Var y = where ? FormulaEvaluation.of(apply, Map.of()) : FormulaEvaluation.of(apply, x);
    double value = y.shape().rank() == 0 ? y.toDouble() : Double.NaN;
    if (!Double.isFinite(value)) {
      throw formula.place().error(formula + " is not a finite number");
    }
    return value;
  }
}
