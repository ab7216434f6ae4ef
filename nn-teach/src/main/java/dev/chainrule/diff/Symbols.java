package dev.chainrule.diff;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Assignment;
import dev.chainrule.formula.Dots;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Literal;
import dev.chainrule.formula.Formula.Variable;
import dev.chainrule.formula.FormulaEvaluation;
import dev.chainrule.formula.Operation;
import dev.chainrule.formula.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * GraphEdge derivatives as a book has them, to be read: what is computed with comes from {@link
 * dev.chainrule.autodiff}, and a test compares the two.
 */
final class Symbols {
  /** By each argument; u and v are the arguments, y is the step. */
  private static final Map<Operation, List<String>> ELEMENTWISE = new EnumMap<>(Operation.class);

  /** By each argument where the value is a number and the argument is not. */
  private static final Map<Operation, List<String>> OF_A_NUMBER = new EnumMap<>(Operation.class);

  /** By each argument that is a vector, where the value is one as well. */
  private static final Map<Operation, List<String>> OF_A_VECTOR = new EnumMap<>(Operation.class);

  /** What becomes of a small change of each argument. */
  private static final Map<Operation, List<String>> DIFFERENTIALS = new EnumMap<>(Operation.class);

  static {
    for (Operation operation : Operation.values()) {
      if (operation.isCondition()) {
        ELEMENTWISE.put(operation, List.of("0", "0"));
      }
    }
    ELEMENTWISE.put(Operation.ADD, List.of("1", "1"));
    ELEMENTWISE.put(Operation.SUB, List.of("1", "-1"));
    ELEMENTWISE.put(Operation.MUL, List.of("v", "u"));
    ELEMENTWISE.put(Operation.DIV, List.of("1/v", "-u/v^2"));
    ELEMENTWISE.put(Operation.NEG, List.of("-1"));
    ELEMENTWISE.put(Operation.POW, List.of("v*u^(v - 1)", "u^v*log(u)"));
    ELEMENTWISE.put(Operation.EXP, List.of("exp(u)"));
    ELEMENTWISE.put(Operation.LOG, List.of("1/u"));
    ELEMENTWISE.put(Operation.LOG10, List.of("1/(u*log(10))"));
    ELEMENTWISE.put(Operation.LOG2, List.of("1/(u*log(2))"));
    ELEMENTWISE.put(Operation.CBRT, List.of("1/(3*y^2)"));
    ELEMENTWISE.put(Operation.ATAN2, List.of("v/(u^2 + v^2)", "-u/(u^2 + v^2)"));
    ELEMENTWISE.put(Operation.ASINH, List.of("1/sqrt(1 + u^2)"));
    ELEMENTWISE.put(Operation.ACOSH, List.of("1/sqrt(u^2 - 1)"));
    ELEMENTWISE.put(Operation.ATANH, List.of("1/(1 - u^2)"));
    ELEMENTWISE.put(Operation.LOG1P, List.of("1/(1 + u)"));
    ELEMENTWISE.put(Operation.EXPM1, List.of("exp(u)"));
    ELEMENTWISE.put(Operation.SQRT, List.of("1/(2*sqrt(u))"));
    ELEMENTWISE.put(Operation.SQUARE, List.of("2*u"));
    ELEMENTWISE.put(Operation.SIN, List.of("cos(u)"));
    ELEMENTWISE.put(Operation.COS, List.of("-sin(u)"));
    ELEMENTWISE.put(Operation.TAN, List.of("1 + y^2"));
    ELEMENTWISE.put(Operation.ASIN, List.of("1/sqrt(1 - u^2)"));
    ELEMENTWISE.put(Operation.ACOS, List.of("-1/sqrt(1 - u^2)"));
    ELEMENTWISE.put(Operation.ATAN, List.of("1/(1 + u^2)"));
    ELEMENTWISE.put(Operation.SINH, List.of("cosh(u)"));
    ELEMENTWISE.put(Operation.COSH, List.of("sinh(u)"));
    ELEMENTWISE.put(Operation.TANH, List.of("1 - y^2"));
    ELEMENTWISE.put(Operation.SIGMOID, List.of("y*(1 - y)"));
    ELEMENTWISE.put(Operation.SOFTPLUS, List.of("sigmoid(u)"));
    ELEMENTWISE.put(Operation.RELU, List.of());
    ELEMENTWISE.put(Operation.GELU, List.of("(1 + erf(u/sqrt(2)))/2 + u*exp(-u^2/2)/sqrt(2*pi)"));
    ELEMENTWISE.put(Operation.SILU, List.of("sigmoid(u)*(1 + u*(1 - sigmoid(u)))"));
    ELEMENTWISE.put(Operation.ERF, List.of("2*exp(-u^2)/sqrt(pi)"));
    ELEMENTWISE.put(Operation.ABS, List.of("sign(u)"));
    ELEMENTWISE.put(Operation.SIGN, List.of("0"));
    ELEMENTWISE.put(Operation.MIN, List.of());
    ELEMENTWISE.put(Operation.MAX, List.of());
    ELEMENTWISE.put(Operation.CLAMP, List.of());

    OF_A_NUMBER.put(Operation.NORM, List.of("u/y"));
    OF_A_NUMBER.put(Operation.DOT, List.of("v", "u"));
    OF_A_NUMBER.put(Operation.MATMUL, List.of("v", "u")); // of a row transposed
    OF_A_NUMBER.put(Operation.LOGSUMEXP, List.of("softmax(u)"));
    OF_A_NUMBER.put(Operation.DET, List.of("det(u)*inv(u)'"));
    OF_A_NUMBER.put(Operation.LOGDET, List.of("inv(u)'"));

    OF_A_VECTOR.put(Operation.MATMUL, List.of("v'", "u"));
    OF_A_VECTOR.put(Operation.SOLVE, List.of("", "inv(u)"));
    OF_A_VECTOR.put(Operation.SOFTMAX, List.of("diag(y) - outer(y, y)"));

    DIFFERENTIALS.put(Operation.MATMUL, List.of("d%u @ %v", "%u @ d%v"));
    DIFFERENTIALS.put(Operation.OUTER, List.of("outer(d%u, %v)", "outer(%u, d%v)"));
    DIFFERENTIALS.put(Operation.TRANSPOSE, List.of("d%u'"));
    DIFFERENTIALS.put(Operation.INV, List.of("-%y @ d%u @ %y"));
    DIFFERENTIALS.put(Operation.SOLVE, List.of("-inv(%u) @ d%u @ %y", "inv(%u) @ d%v"));
    DIFFERENTIALS.put(Operation.DIAG, List.of("diag(d%u)"));
    DIFFERENTIALS.put(Operation.SOFTMAX, List.of("%y .* (d%u - dot(%y, d%u))"));
  }

  private Symbols() {}

  /** Whether each number of the value depends on one number of each argument. */
  static boolean isElementwise(Apply step, Map<String, Var> values) {
    boolean reduces =
        step.arguments().size() == 1
            && (step.operation() == Operation.MIN || step.operation() == Operation.MAX);
    boolean power =
        step.operation() == Operation.POW
            && !step.dotted()
            && FormulaEvaluation.of(step.arguments().get(0), values).shape().rank() > 0;
    return ELEMENTWISE.containsKey(step.operation()) && !reduces && !power;
  }

  /** The derivatives by each argument as a book has them, u and v; or what a small change does. */
  static List<String> templates(Operation operation) {
    for (Map<Operation, List<String>> table : List.of(ELEMENTWISE, OF_A_NUMBER, DIFFERENTIALS)) {
      if (!table.getOrDefault(operation, List.of()).isEmpty()) {
        return table.getOrDefault(operation, List.of());
      }
    }
    return List.of();
  }

  /**
   * The derivative by a variable; the sum, if it is an argument more than once.
   *
   * @param rank of the step's value
   * @param values of the step's arguments, among others
   */
  static Optional<Formula> derivative(
      Assignment step, String by, GraphEdge.Form form, int rank, Map<String, Var> values) {
    boolean elementwise = isElementwise(step.formula(), values);
    int rankBy = values.get(by).shape().rank();
    Map<Operation, List<String>> table =
        elementwise ? ELEMENTWISE : form == GraphEdge.Form.FULL ? OF_A_VECTOR : OF_A_NUMBER;
    List<String> templates = table.getOrDefault(step.operation(), List.of());
    boolean known =
        elementwise
            || form == GraphEdge.Form.GRADIENT
            || (form == GraphEdge.Form.FULL && rankBy == 1 && rank == 1);
    List<Formula> terms = new ArrayList<>();
    for (int i = 0; i < step.arguments().size(); i++) {
      if (isNamed(step.arguments().get(i), by)) {
        if (!known || i >= templates.size()) {
          return Optional.empty();
        }
        terms.add(term(step, i, transposed(step, templates.get(i), form, values)));
      }
    }
    Place place = step.formula().place();
    Map<String, Integer> ranks = new HashMap<>();
    values.forEach((name, value) -> ranks.put(name, value.shape().rank()));
    ranks.put(step.name(), rank);
    return terms.stream()
        .map(term -> elementwise ? Dots.written(term, ranks) : term)
        .reduce((a, b) -> new Apply(Operation.ADD, List.of(a, b), place));
  }

  /** A row times a vector: the derivative by the one is the other, transposed. */
  private static String transposed(
      Assignment step, String template, GraphEdge.Form form, Map<String, Var> values) {
    boolean row =
        step.operation() == Operation.MATMUL
            && form == GraphEdge.Form.GRADIENT
            && FormulaEvaluation.of(step.arguments().get(0), values).shape().rank() == 2;
    return row ? template + "'" : template;
  }

  private static Formula term(Assignment step, int argument, String template) {
    if (step.operation() == Operation.POW) {
      Formula exponent = step.arguments().get(1);
      if (argument == 0 && exponent instanceof Literal power) {
        return power(step, power.value());
      }
      if (argument == 1 && step.arguments().get(0).equals(Formula.parse("e"))) {
        return step.formula(); // e^x, and not e^x log e
      }
    }
    return filled(Formula.parse(template, Set.of("u", "v", "y")), step);
  }

  /** p u^(p − 1), without exponents of 1 and 0. */
  private static Formula power(Assignment step, double p) {
    Place place = step.formula().place();
    Formula factor = new Literal(p, place);
    Formula base = step.arguments().get(0);
    if (p < 1) {
      return filled(Formula.parse("v*u^(v - 1)", Set.of("u", "v")), step);
    }
    if (p == 1) {
      return factor;
    }
    Formula rest =
        p == 2 ? base : new Apply(Operation.POW, List.of(base, new Literal(p - 1, place)), place);
    return new Apply(Operation.MUL, List.of(factor, rest), place);
  }

  private static Formula filled(Formula template, Assignment step) {
    if (template instanceof Variable variable) {
      return switch (variable.name()) {
        case "u" -> step.arguments().get(0);
        case "v" -> step.arguments().get(1);
        default -> new Variable(step.name(), variable.place());
      };
    }
    if (template instanceof Apply apply) {
      List<Formula> arguments = apply.arguments().stream().map(a -> filled(a, step)).toList();
      return apply.with(arguments);
    }
    return template;
  }

  private static boolean isNamed(Formula formula, String name) {
    return formula instanceof Variable variable && variable.name().equals(name);
  }

  /** What becomes of a small change of a variable, {@code dA @ x}; or empty. */
  static String differential(Assignment step, String by) {
    List<Formula> arguments = step.arguments();
    List<String> templates = DIFFERENTIALS.getOrDefault(step.operation(), List.of());
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < templates.size(); i++) {
      if (isNamed(arguments.get(i), by)) {
        terms.add(
            templates
                .get(i)
                .replace("%y", step.name())
                .replace("%u", inner(arguments.get(0)))
                .replace("%v", inner(arguments.get(arguments.size() - 1))));
      }
    }
    return String.join(" + ", terms);
  }

  private static String inner(Formula argument) {
    return argument instanceof Apply apply && apply.operation() != Operation.VECTOR
        ? "(" + argument + ")"
        : argument.toString();
  }
}
