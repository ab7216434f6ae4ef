package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;

/** Where an operation's symbol stands; from what binds loosest to what binds tightest. */
enum Form {
  /** Between its arguments: a or b. From the left. */
  OR,
  /** Between its arguments: a and b. From the left. */
  AND,
  /** Before its argument: not a. */
  NOT,
  /** Between its arguments, once: a &lt; b. */
  COMPARISON,
  /** Between its arguments: a + b. From the left. */
  SUM,
  /** Between its arguments: a*b. From the left. */
  PRODUCT,
  /** Before its argument: -a. */
  SIGN,
  /** Between its arguments: a^b. From the right. */
  POWER,
  /** Behind its argument: a', a[1]. */
  POSTFIX,
  /** Around its arguments: f(a), [a, b]. A leaf is as closed. */
  CLOSED;

  static Form of(Formula formula) {
    return formula instanceof Apply apply ? apply.operation().form() : CLOSED;
  }

  boolean bindsAtLeast(Form other) {
    return compareTo(other) >= 0;
  }

  /** The next. */
  Form tighter() {
    return switch (this) {
      case OR -> AND;
      case AND -> NOT;
      case NOT -> COMPARISON;
      case COMPARISON -> SUM;
      case SUM -> PRODUCT;
      case PRODUCT -> SIGN;
      case SIGN -> POWER;
      case POWER -> POSTFIX;
      case POSTFIX, CLOSED -> CLOSED;
    };
  }

  /** How many arguments its symbol has. */
  int operands() {
    return switch (this) {
      case NOT, SIGN, POSTFIX, CLOSED -> 1;
      default -> 2;
    };
  }
}
