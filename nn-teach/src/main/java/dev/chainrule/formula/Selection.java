package dev.chainrule.formula;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code where(condition, a, b)}: derivatives flow through the branch that is taken, and through
 * nothing else.
 *
 * <p>Of one condition, except just where it switches, only the branch that is taken is computed:
 * {@code where(x > 0, log(x), 0)} at 0 has the derivative 0, not 0 · ∞. Of a condition for each
 * entry both branches are computed, each with its entries elsewhere replaced by one of those where
 * it is taken, for whatever happens there happens to that one too.
 */
final class Selection {
  private final Map<String, Var> values;
  private final Var condition;

  private Selection(Map<String, Var> values, Var condition) {
    this.values = values;
    this.condition = condition;
  }

  /** The value. */
  static Var of(Apply apply, Map<String, Var> values) {
    Var condition = FormulaEvaluation.of(apply.arguments().get(0), values);
    Formula first = apply.arguments().get(1);
    Formula second = apply.arguments().get(2);
    try {
      Var value =
          condition.shape().rank() == 0
              ? of(apply.arguments().get(0), condition, first, second, values)
              : new Selection(values, condition).of(first, second);
      return value.add(condition.mul(0)); // a condition that is not a number is none of the value
    } catch (ShapeException e) {
      throw apply.place().error(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The branch that one condition takes. Just where the condition switches both, if the other is a
   * number there or lies on both sides: second derivatives are then limits from both sides, and NaN
   * where these do not agree, as they are if the other branch is not a number.
   */
  private static Var of(
      Formula condition, Var holds, Formula first, Formula second, Map<String, Var> values) {
    Formula chosen = holds.toDouble() == 0 ? second : first;
    Var taken = FormulaEvaluation.of(chosen, values);
    Optional<Apply> switching = switching(condition, values);
    if (switching.isEmpty()) {
      return taken;
    }
    Optional<Var> other =
        other(chosen == first ? second : first, values)
            .filter(y -> y.shape().equals(taken.shape()))
            .filter(y -> isPoint(switching.get()) || isFinite(y));
    Var yes = holds.broadcastTo(taken.shape());
    return other
        .map(y -> chosen == first ? taken.where(yes, y) : y.where(yes, taken))
        .orElseGet(() -> taken.add(bend(switching.get(), values).broadcastTo(taken.shape())));
  }

  private static Optional<Var> other(Formula branch, Map<String, Var> values) {
    try {
      return Optional.of(FormulaEvaluation.of(branch, values));
    } catch (FormulaException e) { // the inverse of a matrix that is singular just here
      return Optional.empty();
    }
  }

  /** Whether a comparison switches at a point, with the same branch on both sides of it. */
  private static boolean isPoint(Apply comparison) {
    return comparison.operation() == Operation.EQUAL || comparison.operation() == Operation.UNEQUAL;
  }

  private static boolean isFinite(Var x) {
    return Arrays.stream(x.toArray()).allMatch(Double::isFinite);
  }

  /** max(a − b, 0)², which is 0 where a = b, as is its derivative, and has no second one there. */
  private static Var bend(Apply comparison, Map<String, Var> values) {
    Var a = FormulaEvaluation.of(comparison.arguments().get(0), values);
    Var b = FormulaEvaluation.of(comparison.arguments().get(1), values);
    return a.sub(b).relu().square().sum();
  }

  /** A comparison in a condition whose two sides are equal. */
  private static Optional<Apply> switching(Formula condition, Map<String, Var> values) {
    if (!(condition instanceof Apply apply)) {
      return Optional.empty();
    }
    List<Formula> sides = apply.arguments();
    if (apply.operation().form() != Form.COMPARISON) {
      return sides.stream().flatMap(side -> switching(side, values).stream()).findFirst();
    }
    boolean equal =
        Arrays.equals(
            FormulaEvaluation.of(sides.get(0), values).toArray(),
            FormulaEvaluation.of(sides.get(1), values).toArray());
    return equal ? Optional.of(apply) : Optional.empty();
  }

  private Var of(Formula first, Formula second) {
    Var negated = condition.sign().square().neg().add(1);
    Var a = branch(first, condition);
    Var b = branch(second, negated);
    return whole(a).where(condition, whole(b));
  }

  private Var branch(Formula formula, Var taken) {
    double[] mask = taken.toArray();
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] != 0) {
        return safe(formula, taken, i);
      }
    }
    return Var.zeros(condition.shape()); // taken nowhere, computed nowhere
  }

  /** The formula's value where it is taken; elsewhere that of a place where it is. */
  private Var safe(Formula formula, Var taken, int place) {
    boolean entries = formula instanceof Apply apply && isOfEntries(apply);
    if (!entries) {
      Var value = FormulaEvaluation.of(formula, values);
      return value.shape().equals(taken.shape())
          ? value.where(taken, Var.filled(taken.shape(), value.toArray()[place]))
          : value;
    }
    List<Var> arguments = new ArrayList<>();
    for (Formula argument : formula.arguments()) {
      arguments.add(safe(argument, taken, place));
    }
    return FormulaEvaluation.of((Apply) formula, arguments);
  }

  private static boolean isOfEntries(Apply apply) {
    return switch (apply.operation()) {
      case NEG, CLAMP, ADD, SUB, MUL, DIV -> true;
      case MIN, MAX -> apply.arguments().size() == 2;
      case POW -> apply.dotted() || FormulaEvaluation.isNumber(apply.arguments().get(0));
      default -> apply.operation().hasDot() || apply.operation().isCondition();
    };
  }

  private Var whole(Var x) {
    Shape shape = condition.shape();
    return x.shape().rank() == 0 ? x.broadcastTo(shape) : x;
  }
}
