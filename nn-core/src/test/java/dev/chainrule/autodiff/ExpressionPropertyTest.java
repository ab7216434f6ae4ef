package dev.chainrule.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every formula: of random ones, in three variables, smooth everywhere. */
class ExpressionPropertyTest {
  private static final int VARIABLES = 3;

  /** Of one argument: smooth, and bounded so that nestings stay tame. */
  private static final List<UnaryOperator<Var>> SMOOTH =
      List.of(
          Var::sin,
          Var::cos,
          Var::tanh,
          Var::sigmoid,
          Var::atan,
          Var::softplus,
          Var::erf,
          x -> x.square().add(1).log(),
          x -> x.square().add(1).sqrt(),
          x -> x.square().add(2).pow(-0.5),
          x -> x.square().add(1).reciprocal(),
          x -> x.tanh().exp(),
          x -> x.tanh().mul(0.9).asin(),
          x -> x.tanh().sinh());

  private static Var grow(RandomStream random, List<Var> leaves, int depth) {
    if (depth == 0) {
      return leaves.get(random.nextInt(leaves.size()));
    }
    Var a = grow(random, leaves, depth - 1 - random.nextInt(depth));
    if (random.nextInt(2) == 0) {
      return SMOOTH.get(random.nextInt(SMOOTH.size())).apply(a);
    }
    Var b = grow(random, leaves, depth - 1);
    return switch (random.nextInt(7)) {
      case 0 -> a.add(b);
      case 1 -> a.sub(b);
      case 2 -> a.tanh().mul(b);
      case 3 -> a.div(b.square().add(1));
      case 4 -> a.square().add(1).pow(b.tanh());
      case 5 -> Var.stack(List.of(a, b, a.mul(0.5))).logSumExp();
      default -> Var.stack(List.of(a, b)).square().sum().add(1).sqrt();
    };
  }

  /** One number, of a vector of {@link #VARIABLES}. */
  private static UnaryOperator<Var> number(long seed, int depth) {
    return x -> {
      List<Var> leaves = new ArrayList<>();
      for (int i = 0; i < VARIABLES; i++) {
        leaves.add(x.get(i));
      }
      return grow(RandomStream.of(seed), leaves, depth);
    };
  }

  /** Two numbers. */
  private static UnaryOperator<Var> pair(long seed, int depth) {
    UnaryOperator<Var> first = number(seed, depth);
    UnaryOperator<Var> second = number(seed + 1, depth);
    return x -> Var.stack(List.of(first.apply(x), second.apply(x)));
  }

  private static Var normal(long seed, int n) {
    RandomStream random = RandomStream.of(seed).split("direction");
    double[] numbers = new double[n];
    java.util.Arrays.setAll(numbers, i -> random.nextDouble(-1, 1));
    return Var.vector(numbers);
  }

  private static void close(double actual, double expected, double tolerance) {
    assertThat(Math.abs(actual - expected))
        .as("%s, expected %s", actual, expected)
        .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(expected)));
  }

  @Property(tries = 300)
  void reverseIsForwardTransposed(@ForAll long seed, @ForAll @IntRange(max = 6) int depth) {
    UnaryOperator<Var> f = pair(seed, depth);
    Var x = normal(seed, VARIABLES);
    Var u = normal(seed + 1, VARIABLES);
    Var v = normal(seed + 2, 2);
    close(
        v.dot(Derivatives.jvp(f, x, u)).toDouble(),
        Derivatives.vjp(f, x, v).dot(u).toDouble(),
        1e-12);
  }

  @Property(tries = 100)
  void mixedPartialsCommute(@ForAll long seed, @ForAll @IntRange(max = 5) int depth) {
    UnaryOperator<Var> f = number(seed, depth);
    Var x = normal(seed, VARIABLES);
    double[] hessian = Derivatives.hessian(f, x).toArray();
    for (int i = 0; i < VARIABLES; i++) {
      int row = i;
      Var partial = Derivatives.grad(v -> Derivatives.grad(f, v).get(row), x); // grad of grad
      for (int j = 0; j < VARIABLES; j++) {
        close(hessian[i * VARIABLES + j], hessian[j * VARIABLES + i], 1e-11);
        close(partial.get(j).toDouble(), hessian[i * VARIABLES + j], 1e-11);
      }
    }
  }

  @Property(tries = 100)
  void termsAreNestedDerivatives(@ForAll long seed, @ForAll @IntRange(max = 4) int depth) {
    UnaryOperator<Var> f = number(seed, depth);
    Var x = normal(seed, VARIABLES);
    Var u = normal(seed + 1, VARIABLES);
    TaylorPolynomial taylor = Derivatives.taylor(f, x, 4);
    UnaryOperator<Var> nested = f;
    for (int k = 0; k <= 4; k++) {
      close(taylor.term(k, u).toDouble(), nested.apply(x).toDouble(), 1e-9);
      UnaryOperator<Var> previous = nested;
      nested = v -> Derivatives.jvp(previous, v, u);
    }
  }

  /**
   * f(x + δu) − T_n(x + δu) is of order δⁿ⁺¹: a line of that slope on paper with two log scales.
   */
  @Property(tries = 100)
  void remaindersFallAsTheyShould(
      @ForAll long seed, @ForAll @IntRange(max = 4) int depth, @ForAll @IntRange(max = 4) int n) {
    UnaryOperator<Var> f = number(seed, depth);
    Var x = normal(seed, VARIABLES);
    Var u = normal(seed + 1, VARIABLES);
    TaylorPolynomial taylor = Derivatives.taylor(f, x, n);
    double next = Derivatives.taylor(f, x, n + 1).term(n + 1, u).toDouble();
    double afterNext = Derivatives.taylor(f, x, n + 2).term(n + 2, u).toDouble();
    double far = n == 0 ? 1e-5 : Math.pow(10, -4.0 / n - 0.5); // above rounding, below the radius
    double near = far / 2;
    double small = Math.abs(taylor.remainder(u.mul(near)).toDouble());
    double large = Math.abs(taylor.remainder(u.mul(far)).toDouble());
    // Only where the next term leads, and is far above rounding.
    if (Math.abs(next) > 3 * far * Math.abs(afterNext) && small > 1e-11) {
      double slope = Math.log(large / small) / Math.log(2);
      assertThat(slope).as("remainders %s and %s", large, small).isBetween(n + 0.6, n + 1.4);
    }
    assertThat(large).isLessThan(1e-2 * Math.max(1, Math.abs(next)));
  }

  @Property(tries = 50)
  void backwardTwiceGivesTheSame(@ForAll long seed, @ForAll @IntRange(max = 6) int depth) {
    Var x = normal(seed, VARIABLES);
    Var y = number(seed, depth).apply(x).add(x.sum());
    double[] first = y.backward().of(x).toArray();
    assertThat(y.backward().of(x).toArray()).isEqualTo(first);
    assertThat(Derivatives.grad(v -> number(seed, depth).apply(v).add(v.sum()), x).toArray())
        .isEqualTo(first);
  }

  @Property(tries = 50)
  void valuesDoNotDependOnBeingWatched(@ForAll long seed, @ForAll @IntRange(max = 6) int depth) {
    UnaryOperator<Var> f = number(seed, depth);
    Var x = normal(seed, VARIABLES);
    double value = f.apply(x).toDouble();
    assertThat(Derivatives.valueAndGrad(f, x).value().toDouble()).isEqualTo(value);
    assertThat(Derivatives.taylor(f, x, 0).at(Var.zeros(Shape.of(VARIABLES))).toDouble())
        .isEqualTo(value);
  }
}
