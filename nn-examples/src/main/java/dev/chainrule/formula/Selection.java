package dev.chainrule.formula;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code where(condition, a, b)}: derivatives flow through the branch that is taken, and through
 * nothing else.
 *
 * <p>Of one condition only the branch that is taken is computed: {@code where(x > 0, log(x), 0)} at
 * 0 has the derivative 0, not 0 · ∞. Of a condition for each entry both branches are computed, each
 * with its entries elsewhere replaced by one of those where it is taken, for whatever happens there
 * happens to that one too.
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
    Var condition = Evaluation.of(apply.arguments().get(0), values);
    Formula first = apply.arguments().get(1);
    Formula second = apply.arguments().get(2);
    try {
      Var value =
          condition.shape().rank() == 0
              ? Evaluation.of(condition.toDouble() == 0 ? second : first, values)
              : new Selection(values, condition).of(first, second);
      return value.add(condition.mul(0)); // a condition that is not a number is none of the value
    } catch (ShapeException e) {
      throw apply.place().error(String.valueOf(e.getMessage()));
    }
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
      Var value = Evaluation.of(formula, values);
      return value.shape().equals(taken.shape())
          ? value.where(taken, Var.filled(taken.shape(), value.toArray()[place]))
          : value;
    }
    List<Var> arguments = new ArrayList<>();
    for (Formula argument : formula.arguments()) {
      arguments.add(safe(argument, taken, place));
    }
    return Evaluation.of((Apply) formula, arguments);
  }

  private static boolean isOfEntries(Apply apply) {
    return switch (apply.operation()) {
      case NEG, CLAMP, ADD, SUB, MUL, DIV -> true;
      case MIN, MAX -> apply.arguments().size() == 2;
      case POW -> apply.dotted() || Evaluation.isNumber(apply.arguments().get(0));
      default -> apply.operation().hasDot() || apply.operation().isCondition();
    };
  }

  private Var whole(Var x) {
    Shape shape = condition.shape();
    return x.shape().rank() == 0 ? x.broadcastTo(shape) : x;
  }
}
