package dev.chainrule.diff;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Variable;
import dev.chainrule.formula.FormulaEvaluation;
import dev.chainrule.formula.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be known of a walk's steps: values that are no numbers, and kinks. */
final class Remarks {
  private static final Map<Operation, String> CONVENTIONS =
      Map.of(
          Operation.ABS, "has a kink at 0; its derivative there counts as 0",
          Operation.RELU, "has a kink at 0; its derivative there counts as 0",
          Operation.SIGN, "jumps at 0; its derivative counts as 0, there as elsewhere",
          Operation.NORM, "has a kink at 0; its derivative there counts as 0",
          Operation.MAX, "has a kink where arguments are equal; there they share the derivative",
          Operation.MIN, "has a kink where arguments are equal; there they share the derivative",
          Operation.POW, "is not continuous at 0^0, which counts as 1, and its derivatives as 0",
          Operation.WHERE,
              "switches where both sides of a comparison are equal; its derivative there is that of"
                  + " the branch that is taken",
          Operation.CLAMP,
              "has a kink at its bounds; there its derivative counts as 1, or is shared with a bound"
                  + " that is a variable");

  private final ComputationGraph walk;
  private final NumberStyle numbers;
  private final Map<String, Var> values = new HashMap<>();

  private Remarks(ComputationGraph walk, NumberStyle numbers) {
    this.walk = walk;
    this.numbers = numbers;
    walk.nodes().forEach(node -> values.put(node.name(), node.value()));
  }

  /** Sentences, in the order of the steps. */
  static List<String> of(ComputationGraph walk, NumberStyle numbers) {
    return new Remarks(walk, numbers).sentences();
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Node node : walk.steps()) {
      Apply step = node.formula().orElseThrow();
      if (!ComputationGraph.arguments(step).stream().allMatch(name -> isFinite(values.get(name)))) {
        continue; // it goes on; said where it begins
      }
      if (!isFinite(node.value())) {
        sentences.add(notFinite(node, step));
      } else if (isKink(node, step)) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "%s = %s: %s %s.",
                node.name(),
                step,
                step.operation().symbol(),
                CONVENTIONS.getOrDefault(
                    step.operation(),
                    "jumps where both sides are equal; its derivative counts as 0, there as"
                        + " elsewhere")));
      } else {
        unbounded(node).ifPresent(sentences::add);
        frobenius(node, step).ifPresent(sentences::add);
      }
    }
    return sentences;
  }

  /** Why some derivatives are NaN: the first step through which there is none. */
  static String missing(ComputationGraph walk, NumberStyle numbers) {
    Remarks remarks = new Remarks(walk, numbers);
    for (Node node : walk.steps()) {
      Apply step = node.formula().orElseThrow();
      if (!isFinite(node.value())) {
        return String.format(
            Locale.ROOT, "NaN: %s = %s is not finite, and has no derivatives.", node.name(), step);
      }
      if (remarks.isKink(node, step) || remarks.unbounded(node).isPresent()) {
        return String.format(
            Locale.ROOT,
            "NaN where there is no derivative of that order: %s = %s is not differentiable where"
                + " %s, and on the sides of that point the formula's derivatives have no common"
                + " limit.",
            node.name(),
            step,
            remarks.where(step));
      }
    }
    return "NaN where there is no derivative of that order.";
  }

  /** Whether a derivative by convention plays a part. */
  static boolean hasKink(ComputationGraph walk) {
    Remarks remarks = new Remarks(walk, new NumberStyle(6));
    return walk.steps().stream()
        .anyMatch(node -> remarks.isKink(node, node.formula().orElseThrow()));
  }

  private String notFinite(Node node, Apply step) {
    double first =
        Arrays.stream(node.value().toArray())
            .filter(x -> !Double.isFinite(x))
            .findFirst()
            .orElse(0);
    String what = String.format(Locale.ROOT, "%s = %s is %s", node.name(), step, numbers.of(first));
    return Double.isNaN(first)
        ? what
            + ", since "
            + where(step)
            + " is outside of its domain; derivatives mean nothing there."
        : what + " where " + where(step) + ".";
  }

  /** Some books and programs mean the largest singular value. */
  private Optional<String> frobenius(Node node, Apply step) {
    boolean matrix =
        step.operation() == Operation.NORM && value(step.arguments().get(0)).shape().rank() == 2;
    return matrix
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s = %s: the norm of a matrix is Frobenius's, the root of the sum of squares.",
                node.name(),
                step))
        : Optional.empty();
  }

  private Optional<String> unbounded(Node node) {
    for (GraphEdge local : node.locals()) {
      Optional<Var> derivative = local.values();
      if (derivative.isPresent() && !isFinite(derivative.get())) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s is not finite where %s: %s has no derivative by %s there.",
                local,
                where(node.formula().orElseThrow()),
                node.name() + " = " + node.text(),
                local.by()));
      }
    }
    return Optional.empty();
  }

  private String where(Apply step) {
    return ComputationGraph.arguments(step).stream()
        .map(name -> name + " = " + numbers.of(values.get(name)))
        .collect(Collectors.joining(", "));
  }

  private boolean isKink(Node node, Apply step) {
    if (step.operation() == Operation.WHERE || step.operation().isCondition()) {
      return switches(step.operation() == Operation.WHERE ? step.arguments().get(0) : step);
    }
    double[] x = numbers(step.arguments().get(0));
    return switch (step.operation()) {
      case ABS, RELU, SIGN -> Arrays.stream(x).anyMatch(v -> v == 0);
      case POW ->
          step.arguments().get(1) instanceof Variable
              && Arrays.stream(x).anyMatch(v -> v == 0)
              && Arrays.stream(numbers(step.arguments().get(1))).anyMatch(v -> v == 0);
      case NORM -> node.value().toDouble() == 0;
      case CLAMP -> meet(x, step.arguments().get(1)) || meet(x, step.arguments().get(2));
      case MIN, MAX ->
          step.arguments().size() == 2
              ? !step.arguments().get(1).equals(step.arguments().get(0)) // max(x, x) is x
                  && meet(x, step.arguments().get(1))
              : Arrays.stream(x).filter(v -> v == node.value().toDouble()).count() > 1;
      default -> false;
    };
  }

  /** Whether a condition is where it jumps. */
  private boolean switches(Formula condition) {
    List<Formula> sides = condition.arguments();
    boolean joins =
        condition instanceof Apply apply
            && Set.of(Operation.AND, Operation.OR, Operation.NOT).contains(apply.operation());
    return joins
        ? sides.stream().anyMatch(this::switches)
        : sides.size() == 2 && meet(numbers(sides.get(0)), sides.get(1));
  }

  /** Whether numbers are equal that stand at the same place. */
  private boolean meet(double[] x, Formula other) {
    double[] y = numbers(other);
    for (int i = 0; i < Math.max(x.length, y.length); i++) {
      if (x[x.length == 1 ? 0 : i] == y[y.length == 1 ? 0 : i]) {
        return true;
      }
    }
    return false;
  }

  private Var value(Formula argument) {
    return FormulaEvaluation.of(argument, values);
  }

  private double[] numbers(Formula argument) {
    return value(argument).toArray();
  }

  private static boolean isFinite(Var x) {
    return Arrays.stream(x.toArray()).allMatch(Double::isFinite);
  }
}
