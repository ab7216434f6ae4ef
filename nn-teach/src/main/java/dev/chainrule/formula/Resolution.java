package dev.chainrule.formula;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A formula with what only shapes decide: {@code A x} is {@code A @ x} of a matrix and {@code A*x}
 * of a number, and |x| is abs(x).
 *
 * @param value of the formula
 */
record Resolution(Formula formula, Var value) {
  /**
   * The formula so decided, at these values.
   *
   * @throws FormulaException where an operation cannot be done, or a variable has no value
   */
  static Resolution of(Formula formula, Map<String, Var> values) {
    if (!(formula instanceof Apply apply)) {
      return new Resolution(formula, FormulaEvaluation.of(formula, values));
    }
    if (apply.operation() == Operation.WHERE) {
      List<Formula> arguments = new ArrayList<>();
      apply.arguments().forEach(argument -> arguments.add(branch(argument, values)));
      return new Resolution(apply.with(arguments), FormulaEvaluation.of(apply, values));
    }
    List<Resolution> arguments = apply.arguments().stream().map(a -> of(a, values)).toList();
    List<Var> x = arguments.stream().map(Resolution::value).toList();
    Var value = FormulaEvaluation.of(apply, x);
    List<Formula> formulas = arguments.stream().map(Resolution::formula).toList();
    Operation operation =
        switch (apply.operation()) {
          case BARS -> Operation.ABS;
          case JUXTAPOSITION ->
              x.stream().anyMatch(argument -> argument.shape().rank() == 0)
                  ? Operation.MUL
                  : Operation.MATMUL;
          default -> apply.operation();
        };
    return new Resolution(new Apply(operation, apply.dotted(), formulas, apply.place()), value);
  }

  /** A branch that is not taken may have no value. */
  private static Formula branch(Formula formula, Map<String, Var> values) {
    try {
      return of(formula, values).formula();
    } catch (FormulaException e) {
      return formula;
    }
  }
}
