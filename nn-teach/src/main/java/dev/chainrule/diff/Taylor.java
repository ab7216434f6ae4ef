package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.TaylorPolynomial;
import dev.chainrule.autodiff.Var;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The Taylor polynomial of a formula about the point of its walk.
 *
 * @param order the highest power
 * @param terms of all powers; empty if the value is no number, or if there are too many
 * @param along what becomes of it at another point
 */
public record Taylor(int order, Optional<List<Term>> terms, Optional<Along> along) {
  /** With several variables, all derivatives are found for no more than so many numbers. */
  private static final int MOST_TERMS = 256;

  private static final int HIGHEST = 4; // with several variables

  /**
   * A product of powers, c Π (x_i − x0_i)^p_i.
   *
   * @param powers one for each number of the variables
   */
  public record Term(double coefficient, List<Integer> powers) {
    /** Copies the list. */
    public Term {
      powers = List.copyOf(powers);
    }
  }

  /**
   * At x0 + δ.
   *
   * @param delta δ
   * @param terms Dᵏf(x0) δᵏ / k! for k = 0 … order
   * @param value f(x0 + δ), exact
   */
  public record Along(Var delta, List<Var> terms, Var value) {
    /** Copies the list. */
    public Along {
      terms = List.copyOf(terms);
    }
  }

  /** Finds it; {@code delta} is a vector like {@link Whole#point}. */
  public static Taylor of(ComputationGraph walk, int order, Optional<Var> delta) {
    boolean number = walk.value().shape().rank() == 0;
    Optional<List<Term>> terms =
        number && isSmall(walk.whole().size(), order)
            ? Optional.of(terms(walk.whole(), order))
            : Optional.empty();
    return new Taylor(order, terms, delta.map(by -> along(walk.whole(), order, by)));
  }

  private static boolean isSmall(int variables, int order) {
    return variables == 1 || (order <= HIGHEST && Math.pow(variables, order) <= MOST_TERMS);
  }

  /** f⁽ᵏ⁾ for k = 0 … order, of a formula of one number. */
  public static List<Var> derivatives(ComputationGraph walk, int order) {
    TaylorPolynomial polynomial = polynomial(walk.whole(), order);
    List<Var> derivatives = new ArrayList<>();
    for (int k = 0; k <= order; k++) {
      derivatives.add(polynomial.term(k, Var.vector(1)));
    }
    return derivatives;
  }

  private static TaylorPolynomial polynomial(Whole whole, int order) {
    return Derivatives.taylor(whole::at, whole.point(), order);
  }

  private static Along along(Whole whole, int order, Var delta) {
    TaylorPolynomial polynomial = polynomial(whole, order);
    List<Var> terms = new ArrayList<>();
    double factorial = 1;
    for (int k = 0; k <= order; k++) {
      factorial *= Math.max(1, k);
      terms.add(polynomial.term(k, delta).div(factorial).detach());
    }
    return new Along(delta, terms, whole.at(whole.point().add(delta)).detach());
  }

  private static List<Term> terms(Whole whole, int order) {
    int n = whole.size();
    if (n == 1) {
      List<Term> terms = new ArrayList<>();
      List<Var> coefficients = along(whole, order, Var.vector(1)).terms();
      for (int k = 0; k <= order; k++) {
        terms.add(new Term(coefficients.get(k).toDouble(), List.of(k)));
      }
      return terms;
    }
    Map<List<Integer>, Double> sums = new LinkedHashMap<>();
    UnaryOperator<Var> derivative = whole::at;
    double factorial = 1;
    for (int k = 0; k <= order; k++) {
      factorial *= Math.max(1, k);
      double[] all = derivative.apply(whole.point()).toArray();
      for (int i = 0; i < all.length; i++) {
        sums.merge(powers(i, n, k), all[i] / factorial, Double::sum);
      }
      UnaryOperator<Var> f = derivative;
      derivative = x -> Derivatives.jacobian(f, x);
    }
    return sums.entrySet().stream().map(e -> new Term(e.getValue(), e.getKey())).toList();
  }

  /** How often each variable is in the k-th derivative at a place of their n^k. */
  private static List<Integer> powers(int place, int n, int k) {
    int[] powers = new int[n];
    int rest = place;
    for (int i = 0; i < k; i++) {
      powers[rest % n]++;
      rest /= n;
    }
    return java.util.Arrays.stream(powers).boxed().toList();
  }
}
