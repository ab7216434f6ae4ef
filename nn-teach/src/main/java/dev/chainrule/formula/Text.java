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
      case OR, AND, COMPARISON, SUM -> infix(apply, " " + apply.symbol() + " ");
      case PRODUCT ->
          operation == Operation.JUXTAPOSITION
              ? juxtaposed(first, arguments.get(1))
              : infix(apply, spaced(apply, operation == Operation.MATMUL));
      case NOT -> operation.symbol() + " " + inside(first, Form.NOT);
      case SIGN -> "-" + unsigned(inside(first, Form.SIGN));
      case POWER -> inside(first, Form.POSTFIX) + spaced(apply, false) + exponent(arguments.get(1));
      case POSTFIX ->
          inside(first, Form.POSTFIX)
              + (operation == Operation.TRANSPOSE
                  ? operation.symbol()
                  : "[" + list(arguments.subList(1, arguments.size())) + "]");
      case CLOSED ->
          switch (operation) {
            case VECTOR -> "[" + list(arguments) + "]";
            case BARS -> "|" + unbarred(of(first)) + "|";
            default -> apply.symbol() + "(" + list(arguments) + ")";
          };
    };
  }

  /** A dot stands apart from digits. */
  private static String spaced(Apply apply, boolean always) {
    return always || apply.dotted() ? " " + apply.symbol() + " " : apply.symbol();
  }

  private static String infix(Apply apply, String symbol) {
    Form form = apply.operation().form();
    Form first = form == Form.COMPARISON ? form.tighter() : form;
    return inside(apply.arguments().get(0), first)
        + symbol
        + unsigned(inside(apply.arguments().get(1), form.tighter()));
  }

  /** x y, or (x)(y + 1) where it could be taken for a call, an entry or a longer number. */
  private static String juxtaposed(Formula left, Formula right) {
    return isWord(left) && isWord(right)
        ? of(left) + " " + of(right)
        : "(" + of(left) + ")(" + of(right) + ")";
  }

  private static boolean isWord(Formula formula) {
    if (formula instanceof Apply apply) {
      return apply.operation() == Operation.TRANSPOSE && isWord(apply.arguments().get(0));
    }
    return !(formula instanceof Literal);
  }

  /** Bars within bars stand in parentheses. */
  private static String unbarred(String text) {
    return text.contains("|") ? "(" + text + ")" : text;
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
