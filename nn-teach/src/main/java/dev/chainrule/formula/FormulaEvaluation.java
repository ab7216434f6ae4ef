package dev.chainrule.formula;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Literal;
import dev.chainrule.formula.Formula.Variable;
import dev.chainrule.tensor.ShapeException;
import java.util.List;
import java.util.Map;

/**
 * Formulas as {@link Var}s, from which all derivatives follow. Where shapes do not fit, or a matrix
 * is singular, the error points at the operation.
 *
 * <pre>{@code
 * Var x = Var.scalar(3);
 * FormulaEvaluation.of(Formula.parse("x^2 + 1"), Map.of("x", x)).backward().of(x); // 6
 * }</pre>
 */
public final class FormulaEvaluation {
  private FormulaEvaluation() {}

  /**
   * The value.
   *
   * @param values of the variables
   * @throws FormulaException where an operation cannot be done, or a variable has no value
   */
  public static Var of(Formula formula, Map<String, Var> values) {
    if (formula instanceof Literal literal) {
      return Var.scalar(literal.value());
    }
    if (formula instanceof Constant constant) {
      return Var.scalar(constant.value());
    }
    if (formula instanceof Variable variable) {
      Var value = values.get(variable.name());
      if (value == null) {
        throw variable.place().error(variable.name() + " has no value");
      }
      return value;
    }
    Apply apply = (Apply) formula;
    if (apply.operation() == Operation.WHERE) {
      return Selection.of(apply, values);
    }
    return of(apply, apply.arguments().stream().map(argument -> of(argument, values)).toList());
  }

  /**
   * The formula with what only shapes decide: {@code A x} as {@code A @ x} of a matrix, {@code A*x}
   * of a number, and |x| as abs(x).
   *
   * @throws FormulaException where an operation cannot be done, or a variable has no value
   */
  public static Formula resolved(Formula formula, Map<String, Var> values) {
    return Resolution.of(formula, values).formula();
  }

  /** The value of an operation, from those of its arguments. */
  static Var of(Apply apply, List<Var> x) {
    Textbook.check(apply, x);
    try {
      Var y = value(apply, x);
      return x.stream().anyMatch(argument -> argument == y) ? y.add(0) : y; // a step of its own
    } catch (ShapeException | ArithmeticException e) {
      throw apply.place().error(String.valueOf(e.getMessage()));
    }
  }

  /** Powers and bounds that are numbers have rules of their own: x^2 is defined for x < 0. */
  private static Var value(Apply apply, List<Var> x) {
    boolean fixed = apply.arguments().stream().skip(1).allMatch(FormulaEvaluation::isNumber);
    return switch (apply.operation()) {
      case POW -> {
        if (x.get(0).shape().rank() == 2 && !apply.dotted()) {
          yield Rules.matrixPower(x.get(0), (long) x.get(1).toDouble());
        }
        yield fixed ? x.get(0).pow(x.get(1).toDouble()) : rule(apply, x);
      }
      case CLAMP -> fixed ? clamp(apply, x) : rule(apply, x);
      default -> rule(apply, x);
    };
  }

  private static Var rule(Apply apply, List<Var> x) {
    return Rules.of(apply.operation()).apply(x);
  }

  static boolean isNumber(Formula formula) {
    return formula.variables().isEmpty() && !hasArray(formula);
  }

  private static boolean hasArray(Formula formula) {
    boolean array =
        formula instanceof Apply apply
            && (apply.operation() == Operation.VECTOR || apply.operation() == Operation.EYE);
    return array || formula.arguments().stream().anyMatch(FormulaEvaluation::hasArray);
  }

  private static Var clamp(Apply apply, List<Var> x) {
    double low = x.get(1).toDouble();
    double high = x.get(2).toDouble();
    if (!(low <= high)) {
      throw apply.place().error("clamp: low must not exceed high: " + low + ", " + high);
    }
    return x.get(0).clamp(low, high);
  }
}
