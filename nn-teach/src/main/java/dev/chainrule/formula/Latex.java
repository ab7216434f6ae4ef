package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Literal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formulas in LaTeX, as in a book: fractions, roots, vectors as columns. */
final class Latex {
  private Latex() {}

  static String of(Formula formula) {
    if (formula instanceof Apply apply) {
      return of(apply);
    }
    if (formula instanceof Literal literal) {
      return Text.number(literal.value()).replaceFirst("e(-?\\d+)", " \\\\cdot 10^{$1}");
    }
    return formula instanceof Constant constant
        ? constant.name().equals("pi") ? "\\pi" : "\\mathrm{e}"
        : LatexNames.of(formula.toString());
  }

  private static String of(Apply apply) {
    Operation operation = apply.operation();
    List<Formula> arguments = apply.arguments();
    Formula first = arguments.get(0);
    return switch (operation) {
      case OR, AND, LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, UNEQUAL -> relation(apply);
      case NOT -> operation.latex() + " " + inside(first, Form.NOT);
      case ADD, SUB, MUL, MATMUL, JUXTAPOSITION -> infix(apply);
      case NEG -> "-" + unsigned(inside(first, Form.SIGN));
      case DIV ->
          apply.dotted() ? infix(apply) : "\\frac{" + of(first) + "}{" + of(arguments.get(1)) + "}";
      case POW -> raised(first, (apply.dotted() ? "\\circ " : "") + of(arguments.get(1)));
      case SQUARE -> raised(first, apply.dotted() ? "\\circ 2" : "2");
      case INV -> raised(first, "-1");
      case TRANSPOSE -> raised(first, "\\top");
      case ENTRY -> entry(first, arguments.subList(1, arguments.size()));
      case VECTOR -> bracket(arguments);
      case WHERE ->
          String.format(
              Locale.ROOT,
              "\\begin{cases} %s & \\text{if } %s \\\\ %s & \\text{otherwise} \\end{cases}",
              of(arguments.get(1)),
              of(first),
              of(arguments.get(2)));
      case EYE -> operation.latex() + "_{" + of(first) + "}";
      case SQRT, CBRT ->
          apply.dotted()
              ? "\\operatorname{" + operation.symbol() + "}." + wrapped(of(first))
              : operation.latex() + "{" + of(first) + "}";
      case ABS, NORM, BARS ->
          apply.dotted()
              ? "\\operatorname{abs}." + wrapped(of(first))
              : String.format(
                  Locale.ROOT,
                  "\\left%s %s \\right%s",
                  operation.latex(),
                  of(first),
                  operation.latex());
      default ->
          operation.latex()
              + (apply.dotted() ? "." : "")
              + "\\left("
              + list(arguments)
              + "\\right)";
    };
  }

  private static String relation(Apply apply) {
    Form tighter = apply.operation().form().tighter();
    return inside(apply.arguments().get(0), tighter)
        + " "
        + apply.operation().latex()
        + " "
        + inside(apply.arguments().get(1), tighter);
  }

  /** With a dot: a circle around the sign, as Hadamard's product has it. */
  private static String sign(Apply apply) {
    if (!apply.dotted()) {
      return apply.operation().latex();
    }
    return switch (apply.operation()) {
      case ADD -> "\\oplus";
      case SUB -> "\\ominus";
      case MUL -> "\\odot";
      default -> "\\oslash";
    };
  }

  /** Between a number and a letter the dot is left out: 2 x. */
  private static String infix(Apply apply) {
    Operation operation = apply.operation();
    Form form = operation.form();
    Formula left = apply.arguments().get(0);
    Formula right = apply.arguments().get(1);
    boolean coefficient =
        operation == Operation.MUL
            && !apply.dotted()
            && left instanceof Literal literal
            && !Latex.of(literal).contains(" ")
            && !(leftmost(right) instanceof Literal);
    String sign = coefficient ? " " : " " + sign(apply) + " ";
    return inside(left, form) + sign + unsigned(inside(right, form.tighter()));
  }

  private static Formula leftmost(Formula formula) {
    boolean inner = formula instanceof Apply && Form.of(formula) != Form.CLOSED;
    return inner ? leftmost(formula.arguments().get(0)) : formula;
  }

  /** The bar of a fraction holds together like parentheses. */
  private static String inside(Formula formula, Form loosest) {
    boolean fraction =
        formula instanceof Apply apply && apply.operation() == Operation.DIV && !apply.dotted();
    return fraction || Form.of(formula).bindsAtLeast(loosest) ? of(formula) : wrapped(of(formula));
  }

  private static String unsigned(String latex) {
    return latex.startsWith("-") ? wrapped(latex) : latex;
  }

  /** Only a letter, a plain number or a bracket is raised to a power as it is. */
  private static String raised(Formula base, String exponent) {
    boolean plain =
        base instanceof Apply apply
            ? apply.operation() == Operation.VECTOR
                || (apply.operation() == Operation.ABS && !apply.dotted())
                || apply.operation() == Operation.BARS
                || apply.operation() == Operation.NORM
            : !of(base).contains(" ");
    return (plain ? of(base) : wrapped(of(base))) + "^{" + exponent + "}";
  }

  private static String entry(Formula of, List<Formula> indices) {
    boolean plain = !(of instanceof Apply) && !of(of).contains("_");
    return (plain ? of(of) : wrapped(of(of))) + "_{" + list(indices) + "}";
  }

  /** A column; or of rows, a matrix. */
  private static String bracket(List<Formula> entries) {
    String rows =
        entries.stream()
            .map(
                entry ->
                    entry instanceof Apply row && row.operation() == Operation.VECTOR
                        ? row.arguments().stream().map(Latex::of).collect(Collectors.joining(" & "))
                        : of(entry))
            .collect(Collectors.joining(" \\\\ "));
    return "\\begin{pmatrix} " + rows + " \\end{pmatrix}";
  }

  private static String list(List<Formula> formulas) {
    return formulas.stream().map(Latex::of).collect(Collectors.joining(", "));
  }

  private static String wrapped(String latex) {
    return "\\left(" + latex + "\\right)";
  }
}
