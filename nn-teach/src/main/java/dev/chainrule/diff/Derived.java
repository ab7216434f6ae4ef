package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that is to be told of a formula.
 *
 * @param sweeps the first few of each mode that is wanted
 * @param cost of both modes
 * @param jacobian {@code [results, inputs]}; empty if it has too many numbers or there is none
 * @param hessian {@code [results, inputs, inputs]}
 * @param orders f⁽ᵏ⁾ from k = 0 on
 * @param check of the first derivatives
 * @param higher checks of all other derivatives that were asked for
 */
public record Derived(
    ComputationGraph walk,
    List<Sweep> sweeps,
    Cost cost,
    Optional<Var> jacobian,
    Optional<Var> hessian,
    Optional<Taylor> taylor,
    Optional<List<Var>> orders,
    Optional<Quotients> check,
    List<HigherQuotients> higher) {
  private static final long LARGEST = 250_000; // numbers of a result
  private static final int FEW = 3; // sweeps are all shown

  /** Copies the lists. */
  public Derived {
    sweeps = List.copyOf(sweeps);
    higher = List.copyOf(higher);
  }

  /**
   * What is wanted.
   *
   * @param taylor the order of the polynomial
   * @param delta where it is evaluated, a vector like {@link Whole#point}
   * @param order the highest derivative
   */
  public record Wanted(
      List<Mode> modes,
      boolean hessian,
      Optional<Integer> taylor,
      Optional<Var> delta,
      Optional<Integer> order,
      boolean check) {
    /** Copies the list. */
    public Wanted {
      modes = List.copyOf(modes);
    }
  }

  /**
   * Finds it.
   *
   * @throws IllegalArgumentException if that is too much, or is not there for such a formula
   */
  public static Derived of(ComputationGraph walk, Wanted wanted) {
    Whole whole = walk.whole();
    int n = whole.size();
    int m = whole.results();
    if (n == 0 && (wanted.hessian || wanted.check || wanted.taylor.or(wanted::order).isPresent())) {
      throw new IllegalArgumentException(
          "the formula has no variables, so there is nothing to differentiate by");
    }
    if (wanted.hessian) {
      small("the Hessian", (long) m * n * n, m == 1 ? n + "×" + n : m + "×" + n + "×" + n);
    }
    if (wanted.check) {
      small("the Jacobian, which --check needs,", (long) m * n, m + "×" + n);
    }
    if (wanted.order.isPresent() && n != 1) {
      throw new IllegalArgumentException(
          "--order is for formulas of one number, this one has "
              + n
              + ": --taylor N is the same for several");
    }
    boolean jacobian = n > 0 && (long) m * n <= LARGEST;
    Optional<Var> first = jacobian ? Optional.of(whole.jacobian()) : Optional.empty();
    Optional<Taylor> taylor = wanted.taylor.map(order -> Taylor.of(walk, order, wanted.delta));
    if (taylor.isPresent() && taylor.get().terms().isEmpty() && wanted.delta.isEmpty()) {
      throw new IllegalArgumentException(
          (walk.value().shape().rank() > 0
                  ? "a polynomial is written out only where the value is one number, here there are "
                      + NumberStyle.count(m)
                  : "this polynomial has too many terms to write out")
              + ": --delta says where it is wanted, such"
              + " as --delta \""
              + walk.inputs().get(0).name()
              + "=…\"");
    }
    Optional<Var> second = wanted.hessian ? Optional.of(whole.hessian()) : Optional.empty();
    return new Derived(
        walk,
        sweeps(walk, wanted.modes),
        Cost.of(walk),
        first,
        second,
        taylor,
        wanted.order.map(order -> Taylor.derivatives(walk, order)),
        wanted.check ? first.map(all -> Quotients.of(walk, all)) : Optional.empty(),
        wanted.check ? HigherQuotients.of(walk, wanted, second) : List.of());
  }

  private static void small(String what, long numbers, String shape) {
    if (numbers > LARGEST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s would have %s = %s numbers, and more than %s are refused: take fewer variables",
              what,
              shape,
              NumberStyle.count(numbers),
              NumberStyle.count(LARGEST)));
    }
  }

  private static List<Sweep> sweeps(ComputationGraph walk, List<Mode> modes) {
    List<Sweep> sweeps = new ArrayList<>();
    int n = walk.whole().size();
    if (n > 0 && modes.contains(Mode.FORWARD)) {
      for (int i = 0; i < (n <= FEW ? n : 1); i++) {
        sweeps.add(Sweep.forward(walk, i));
      }
    }
    int m = walk.whole().results();
    if (n > 0 && modes.contains(Mode.REVERSE)) {
      for (int i = 0; i < (m <= FEW ? m : 1); i++) {
        sweeps.add(Sweep.reverse(walk, i));
      }
    }
    return sweeps;
  }

  /** Whether all that was checked agrees with its quotients, or cannot for a kink. */
  public boolean passesCheck() {
    return check.filter(c -> !c.agree() && !c.kink()).isEmpty()
        && higher.stream().allMatch(h -> h.agree() || h.quotients().kink());
  }

  /** The sweeps of a mode. */
  public List<Sweep> sweeps(Mode mode) {
    return sweeps.stream().filter(sweep -> sweep.mode() == mode).toList();
  }
}
