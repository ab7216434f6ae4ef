package dev.chainrule.diff;

import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.DifferenceQuotient.Step;
import dev.chainrule.autodiff.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Derivatives by the chain rule against difference quotients, for h from 1 down to 1e-16 by half
 * decades.
 *
 * @param errors the largest error of any first derivative that was looked at, by h
 * @param looked at how many
 * @param all how many there are
 * @param largest the largest of the derivatives, in size
 * @param tolerance an error so large is a mistake
 * @param kink whether a derivative by convention plays a part, which no quotient has
 */
public record Quotients(
    Map<DifferenceQuotient, List<Step>> errors,
    int looked,
    int all,
    double largest,
    double tolerance,
    boolean kink) {
  /** More derivatives than this are not looked at. */
  private static final int MOST = 200;

  private static final int DECADES = 16;

  /** Compares. */
  public static Quotients of(ComputationGraph walk, Var jacobian) {
    Whole whole = walk.whole();
    int columns = whole.size();
    double[] derivatives = jacobian.toArray();
    double[] point = whole.point().toArray();
    int stride = (derivatives.length + MOST - 1) / MOST;
    Map<DifferenceQuotient, List<Step>> worst = new EnumMap<>(DifferenceQuotient.class);
    int looked = 0;
    for (int i = 0; i < derivatives.length; i += stride) {
      int row = i / columns;
      int column = i % columns;
      DoubleUnaryOperator f =
          t -> {
            double[] moved = point.clone();
            moved[column] = t;
            return whole.at(Var.vector(moved)).toArray()[row];
          };
      for (DifferenceQuotient kind : DifferenceQuotient.values()) {
        List<Step> here = kind.errors(f, point[column], derivatives[i], DECADES);
        worst.merge(kind, here, Quotients::worse);
      }
      looked++;
    }
    double largest = largest(derivatives);
    // rounding alone makes the best central quotient wrong by about (ε|f|)^(2/3)
    double rounding = Math.pow(Math.ulp(1.0) * largest(walk.value().toArray()), 2.0 / 3);
    return new Quotients(
        worst,
        looked,
        derivatives.length,
        largest,
        1e-6 * largest + 10 * rounding,
        Remarks.hasKink(walk));
  }

  /** The largest in size; NaN if one is. */
  static double largest(double... x) {
    return Arrays.stream(x).map(Math::abs).reduce(0, Math::max); // NaN stays
  }

  static List<Step> worse(List<Step> a, List<Step> b) {
    List<Step> worse = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      worse.add(new Step(a.get(i).h(), Math.max(a.get(i).error(), b.get(i).error())));
    }
    return worse;
  }

  /** Where a quotient is nearest to the derivative; empty if it is a number nowhere. */
  public Optional<Step> best(DifferenceQuotient kind) {
    return errors.get(kind).stream()
        .filter(step -> Double.isFinite(step.error()))
        .min(Comparator.comparingDouble(Step::error));
  }

  /** Whether the derivative and the quotients agree: for one h alone they may by chance. */
  public boolean agree() {
    return errors.values().stream().anyMatch(this::agree) && !agreesOnOneSide();
  }

  /** Whether a forward quotient agrees only since the derivative is that of one side of a kink. */
  private boolean agreesOnOneSide() {
    return kink && isFarFrom(DifferenceQuotient.CENTRAL);
  }

  private boolean isFarFrom(DifferenceQuotient kind) {
    double most = Math.max(tolerance, 1e-6);
    return best(kind).filter(step -> step.error() <= most).isEmpty();
  }

  private boolean agree(List<Step> steps) {
    return IntStream.range(1, steps.size())
        .anyMatch(i -> steps.get(i - 1).error() <= tolerance && steps.get(i).error() <= tolerance);
  }

  /** Whether the value and its derivatives are finite: else there is nothing to compare with. */
  public boolean isComparable() {
    return Double.isFinite(tolerance);
  }

  /** Whether a central quotient agrees only since it is the mean of both sides of a kink. */
  boolean agreeInTheMean() {
    return kink && agree() && isFarFrom(DifferenceQuotient.FORWARD);
  }
}
