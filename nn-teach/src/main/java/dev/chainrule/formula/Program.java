package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A formula as a list of elementary operations, each done once however often it is written; a sum
 * or a product is the same in either order.
 *
 * <pre>{@code
 * Program.of(Formula.parse("sqrt(x^2 + exp(x^2)) + cos(x^2 + exp(x^2))")).steps();
 * // [a = x^2, b = exp(a), c = a + b, d = sqrt(c), e = cos(c), f = d + e]
 * }</pre>
 *
 * @param variables the formula's variables in the order in which they are first written
 * @param steps in an order in which they can be done; the last is the result
 * @param result the last step's name as a variable; or, if there are no steps, all of the formula,
 *     which is a variable or has none
 */
public record Program(List<Variable> variables, List<Assignment> steps, Formula result) {
  /** Copies the lists. */
  public Program {
    variables = List.copyOf(variables);
    steps = List.copyOf(steps);
  }

  /** Takes the formula apart. Subformulas without variables stay whole. */
  public static Program of(Formula formula) {
    Compiler compiler = new Compiler(formula);
    Formula result = compiler.leaf(formula);
    return new Program(List.copyOf(formula.variables().values()), compiler.steps, result);
  }

  /** The steps, one a line. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    steps.forEach(step -> lines.append(step).append('\n'));
    return lines.toString();
  }

  private static final class Compiler {
    final List<Assignment> steps = new ArrayList<>();
    private final Map<Apply, Variable> known = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private int named;

    Compiler(Formula formula) {
      take(formula);
    }

    private void take(Formula formula) {
      if (formula instanceof Variable || formula instanceof Constant) {
        taken.add(formula.toString());
      }
      formula.arguments().forEach(this::take);
    }

    /** The formula if it is a leaf or constant, else the step that gives its value. */
    Formula leaf(Formula formula) {
      if (!(formula instanceof Apply apply)) {
        return formula;
      }
      if (apply.operation() == Operation.WHERE) { // branches that are not taken have no steps
        return apply.variables().isEmpty()
            ? apply
            : known.computeIfAbsent(apply, unknown -> add(apply));
      }
      List<Formula> leaves = apply.arguments().stream().map(this::leaf).toList();
      if (leaves.stream().noneMatch(leaf -> leaf instanceof Variable)) {
        return apply;
      }
      Apply step = apply.with(leaves);
      return known.computeIfAbsent(canonical(step), unknown -> add(step));
    }

    private Variable add(Apply step) {
      String name = nextName();
      steps.add(new Assignment(name, step));
      return new Variable(name, step.place());
    }

    private static Apply canonical(Apply step) {
      if (!step.operation().isCommutative()) {
        return step;
      }
      List<Formula> sorted =
          step.arguments().stream().sorted(Comparator.comparing(Formula::toString)).toList();
      return step.with(sorted);
    }

    /** a, b … z, a1, b1 … without the names that the formula uses. */
    private String nextName() {
      String name;
      do {
        int round = named / 26;
        name = (char) ('a' + named % 26) + (round == 0 ? "" : "" + round);
        named++;
      } while (taken.contains(name));
      return name;
    }
  }
}
