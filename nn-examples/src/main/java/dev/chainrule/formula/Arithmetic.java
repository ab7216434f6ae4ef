package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Literal;
import dev.chainrule.formula.Formula.Variable;

/** The value of a formula that is made of numbers alone, such as {@code -pi/2}. */
final class Arithmetic {
  private Arithmetic() {}

  /**
   * Its value.
   *
   * @throws FormulaException if it has variables, vectors or matrices, or is not finite
   */
  static double value(Formula formula) {
    if (formula instanceof Literal literal) {
      return literal.value();
    }
    if (formula instanceof Constant constant) {
      return constant.value();
    }
    if (formula instanceof Variable variable) {
      throw variable.place().error("a number is expected here, not the name " + variable.name());
    }
    double x = value(formula.arguments().get(0));
    double value =
        formula.arguments().size() == 1
            ? value((Formula.Apply) formula, x)
            : value((Formula.Apply) formula, x, value(formula.arguments().get(1)));
    if (!Double.isFinite(value)) {
      throw formula.place().error(formula + " is not a finite number");
    }
    return value;
  }

  private static double value(Formula.Apply formula, double x) {
    return switch (formula.operation()) {
      case NEG -> -x;
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SQRT -> Math.sqrt(x);
      case SQUARE -> x * x;
      case ABS, NORM -> Math.abs(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case TANH -> Math.tanh(x);
      default -> throw unknown(formula);
    };
  }

  private static double value(Formula.Apply formula, double x, double y) {
    return switch (formula.operation()) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case POW -> Math.pow(x, y);
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      default -> throw unknown(formula);
    };
  }

  private static FormulaException unknown(Formula.Apply formula) {
    return formula.place().error("a value is made of numbers and elementary functions of them");
  }
}
