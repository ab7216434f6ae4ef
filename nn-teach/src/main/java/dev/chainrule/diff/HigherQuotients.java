package dev.chainrule.diff;

import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.DifferenceQuotient.Step;
import dev.chainrule.autodiff.TaylorPolynomial;
import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Derivatives of an order k above the first against difference quotients of those of order k − 1.
 *
 * @param what which they are: {@code second derivatives}
 * @param order k
 * @param missing how many are no number, and so were not compared
 * @param quotients the comparison of all others that were looked at
 */
public record HigherQuotients(String what, int order, int missing, Quotients quotients) {
  /** With more directions than this, not all are looked at. */
  private static final int MOST = 20;

  /** Derivatives of higher orders are not looked at. */
  private static final int HIGHEST = 8;

  private static final int DECADES = 16;

  /** Whether something was compared, and agrees. */
  public boolean agree() {
    return quotients.looked() > 0 && quotients.agree();
  }

  /** What was asked for beside the first derivatives, each of it checked. */
  static List<HigherQuotients> of(
      ComputationGraph walk, Derived.Wanted wanted, Optional<Var> hessian) {
    List<HigherQuotients> all = new ArrayList<>();
    hessian.ifPresent(second -> all.add(hessian(walk, second)));
    int highest = Math.max(wanted.taylor().orElse(0), wanted.order().orElse(0));
    for (int k = 2; k <= Math.min(highest, HIGHEST); k++) {
      all.add(terms(walk, k, wanted));
    }
    return all;
  }

  private static HigherQuotients hessian(ComputationGraph walk, Var hessian) {
    Whole whole = walk.whole();
    int n = whole.size();
    Comparison comparison = new Comparison(walk, largest(whole.jacobian().toArray()));
    double[] second = hessian.toArray(); // [results, n, n], of which the last is compared
    for (int j = 0; j < n; j += stride(n)) {
      double[] column = new double[second.length / n];
      for (int i = 0; i < column.length; i++) {
        column[i] = second[i * n + j];
      }
      double[] unit = new double[n];
      unit[j] = 1;
      Var direction = Var.vector(unit);
      comparison.along(column, t -> whole.jacobian(whole.point().add(direction.mul(t))).toArray());
    }
    return comparison.result("second derivatives", 2, second);
  }

  /**
   * Dᵏf δᵏ against the quotients of Dᵏ⁻¹f δᵏ⁻¹ along δ: each variable, all together, and --delta.
   */
  private static HigherQuotients terms(ComputationGraph walk, int k, Derived.Wanted wanted) {
    Whole whole = walk.whole();
    int n = whole.size();
    List<Var> directions = new ArrayList<>();
    for (int j = 0; j < n; j += stride(n)) {
      double[] unit = new double[n];
      unit[j] = 1;
      directions.add(Var.vector(unit));
    }
    if (n > 1) {
      directions.add(Var.filled(Shape.of(n), 1));
    }
    wanted.delta().ifPresent(directions::add);
    Comparison comparison = new Comparison(walk, 0);
    List<Double> all = new ArrayList<>();
    for (Var direction : directions) {
      TaylorPolynomial here = whole.taylor(whole.point(), k);
      double[] terms = here.term(k, direction).toArray();
      Arrays.stream(terms).forEach(all::add);
      comparison.roundingOf(here.term(k - 1, direction).toArray());
      comparison.along(
          terms,
          t ->
              whole
                  .taylor(whole.point().add(direction.mul(t)), k - 1)
                  .term(k - 1, direction)
                  .toArray());
    }
    double[] terms = all.stream().mapToDouble(Double::doubleValue).toArray();
    String what = "derivatives of order " + k + (n > 1 ? " along lines" : "");
    return comparison.result(what, k, terms);
  }

  private static int stride(int n) {
    return (n + MOST - 1) / MOST;
  }

  private static double largest(double... x) {
    return Quotients.largest(Arrays.stream(x).filter(Double::isFinite).toArray());
  }

  /** The worst errors so far. */
  private static final class Comparison {
    private final ComputationGraph walk;
    private final Map<DifferenceQuotient, List<Step>> worst =
        new EnumMap<>(DifferenceQuotient.class);
    private double lower; // the largest derivative of one order less
    private int looked;

    Comparison(ComputationGraph walk, double lower) {
      this.walk = walk;
      this.lower = lower;
    }

    void roundingOf(double... derivatives) {
      lower = Math.max(lower, HigherQuotients.largest(derivatives));
    }

    /** Compares with the quotients of f at 0, of which all parts are found at once. */
    void along(double[] derivatives, DoubleFunction<double[]> f) {
      Map<Double, double[]> known = new HashMap<>();
      for (int i = 0; i < derivatives.length; i++) {
        int part = i;
        if (Double.isNaN(derivatives[i])) {
          continue;
        }
        for (DifferenceQuotient kind : DifferenceQuotient.values()) {
          List<Step> errors =
              kind.errors(
                  t -> known.computeIfAbsent(t, f::apply)[part], 0, derivatives[i], DECADES);
          worst.merge(kind, errors, Quotients::worse);
        }
        looked++;
      }
    }

    HigherQuotients result(String what, int order, double... derivatives) {
      int missing = (int) Arrays.stream(derivatives).filter(Double::isNaN).count();
      double largest = HigherQuotients.largest(derivatives);
      double rounding = Math.pow(Math.ulp(1.0) * lower, 2.0 / 3);
      for (DifferenceQuotient kind : DifferenceQuotient.values()) {
        worst.putIfAbsent(kind, List.of());
      }
      Quotients quotients =
          new Quotients(
              worst,
              looked,
              derivatives.length,
              largest,
              1e-6 * largest + 10 * rounding,
              Remarks.hasKink(walk));
      return new HigherQuotients(what, order, missing, quotients);
    }
  }
}
