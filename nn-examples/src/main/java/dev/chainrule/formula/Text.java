package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Literal;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Formulas as plain text with no more parentheses than needed; {@link Parser} reads the same. */
final class Text {
  private static final int LONGEST_PLAIN = 12;

  private Text() {}

  static String of(Formula formula) {
    if (formula instanceof Apply apply) {
      return of(apply);
    }
    return formula instanceof Literal literal ? number(literal.value()) : formula.toString();
  }

  private static String of(Apply apply) {
    Operation operation = apply.operation();
    List<Formula> arguments = apply.arguments();
    Formula first = arguments.get(0);
    return switch (operation.form()) {
      case SUM -> infix(apply, " " + operation.symbol() + " ");
      case PRODUCT -> infix(apply, operation == Operation.MATMUL ? " @ " : operation.symbol());
      case SIGN -> "-" + unsigned(inside(first, Form.SIGN));
      case POWER -> inside(first, Form.POSTFIX) + "^" + exponent(arguments.get(1));
      case POSTFIX ->
          inside(first, Form.POSTFIX)
              + (operation == Operation.TRANSPOSE
                  ? operation.symbol()
                  : "[" + list(arguments.subList(1, arguments.size())) + "]");
      case CLOSED ->
          operation == Operation.VECTOR
              ? "[" + list(arguments) + "]"
              : operation.symbol() + "(" + list(arguments) + ")";
    };
  }

  private static String infix(Apply apply, String symbol) {
    Form form = apply.operation().form();
    return inside(apply.arguments().get(0), form)
        + symbol
        + unsigned(inside(apply.arguments().get(1), form.tighter()));
  }

  /** x^-1 is plain enough. */
  private static String exponent(Formula formula) {
    boolean negative =
        formula instanceof Apply apply
            && apply.operation() == Operation.NEG
            && apply.arguments().get(0) instanceof Literal;
    return negative ? of(formula) : inside(formula, Form.POWER);
  }

  /** With parentheses, unless it binds at least so tightly. */
  private static String inside(Formula formula, Form loosest) {
    String text = of(formula);
    return Form.of(formula).bindsAtLeast(loosest) ? text : "(" + text + ")";
  }

  /** Never a sign behind an operator. */
  private static String unsigned(String text) {
    return text.startsWith("-") ? "(" + text + ")" : text;
  }

  private static String list(List<Formula> formulas) {
    return formulas.stream().map(Text::of).collect(Collectors.joining(", "));
  }

  /** The shortest digits that mean this number, without an exponent while that is short. */
  static String number(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    String plain = exact.toPlainString();
    if (plain.length() <= LONGEST_PLAIN || value == 0) {
      return plain;
    }
    String digits = exact.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - exact.scale();
    if (-3 <= exponent && exponent <= LONGEST_PLAIN) {
      return plain;
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
  }
}
