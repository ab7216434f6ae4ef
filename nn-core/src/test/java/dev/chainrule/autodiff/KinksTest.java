package dev.chainrule.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Kinks.OfMany;
import dev.chainrule.autodiff.Kinks.OfNumber;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * At kinks and edges a derivative is that of mathematics in every mode and nesting, or NaN; first
 * derivatives at a kink are the convention.
 */
final class KinksTest {
  private static final double ROUNDING = 1e-12;

  private static Stream<DynamicTest> numbers(Consumer<OfNumber> law) {
    return Kinks.ofNumbers().stream()
        .map(c -> DynamicTest.dynamicTest(c.toString(), () -> law.accept(c)));
  }

  private static Stream<DynamicTest> many(Consumer<OfMany> law) {
    return Kinks.ofMany().stream()
        .map(c -> DynamicTest.dynamicTest(c.toString(), () -> law.accept(c)));
  }

  private static void same(String what, double[] actual, double... expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      if (!Double.isFinite(expected[i])) { // an infinite slope is no number either way
        assertThat(actual[i]).as("%s, number %d", what, i).isNotFinite();
      } else {
        assertThat(actual[i])
            .as("%s, number %d", what, i)
            .isCloseTo(expected[i], within(ROUNDING * Math.max(1, Math.abs(expected[i]))));
      }
    }
  }

  /** f′ and f″ by every nesting of forward and reverse mode, f‴ by either alone. */
  @Tag("rough") // seconds of arithmetic
  @TestFactory
  Stream<DynamicTest> derivativesOfANumberInAnyNesting() {
    return numbers(
        c -> {
          for (int nesting = 0; nesting < 1 << c.derivatives().size(); nesting++) {
            UnaryOperator<Var> f = c.f();
            for (int k = 1; k <= c.derivatives().size(); k++) {
              UnaryOperator<Var> inner = f;
              Mode mode = (nesting >> (k - 1) & 1) == 1 ? Mode.FORWARD : Mode.REVERSE;
              f = x -> Derivatives.jacobian(inner, x, mode);
              boolean few = k < 3 || nesting == 0 || nesting == 7; // of the third, not all
              if (nesting < 1 << k && few) {
                double actual = f.apply(Var.scalar(c.x())).toDouble();
                same(
                    "f^(" + k + ") in " + nesting,
                    new double[] {actual},
                    c.derivatives().get(k - 1));
              }
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> taylorCoefficientsOfANumber() {
    return numbers(
        c -> {
          double[] all = Derivatives.taylor(c.f(), Var.scalar(c.x()), 3).coefficients();
          double factorial = 1;
          for (int k = 1; k <= 3; k++) {
            factorial *= k;
            same("f^(" + k + ")", new double[] {all[k] * factorial}, c.derivatives().get(k - 1));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsAndHessiansInAnyNesting() {
    return many(
        c -> {
          for (Mode mode : Mode.values()) {
            Var gradient = Derivatives.jacobian(c.f(), c.x(), mode);
            same("gradient, " + mode, gradient.toArray(), c.gradient().toArray());
            for (Mode outer : Mode.values()) {
              UnaryOperator<Var> first = x -> Derivatives.jacobian(c.f(), x, mode);
              Var hessian = Derivatives.jacobian(first, c.x(), outer);
              same(outer + " over " + mode, hessian.toArray(), c.hessian().toArray());
            }
          }
        });
  }

  /** By the methods of Var, as {@code Curvature} goes about it. */
  @TestFactory
  Stream<DynamicTest> sweepsOverGraphs() {
    return many(
        c -> {
          Var x = c.x().detach();
          Var gradient = c.f().apply(x).backward().of(x);
          same("gradient", gradient.toArray(), c.gradient().toArray());
          int n = c.gradient().toArray().length;
          for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            double[] column = new double[n];
            double[] row = new double[n];
            for (int j = 0; j < n; j++) {
              column[j] = c.hessian().get(j, i).toDouble();
              row[j] = c.hessian().get(i, j).toDouble();
            }
            Var forward = gradient.pushforward(Map.of(x, Var.vector(unit)));
            same("column " + i, forward.toArray(), column);
            Var back = gradient.get(i).backward(Var.scalar(1), List.of(x)).of(x);
            same("row " + i, back.toArray(), row);
          }
        });
  }

  /** Along a line of no pattern: ½ δᵀ H δ, where there is a Hessian. */
  @TestFactory
  Stream<DynamicTest> taylorTermsOfMany() {
    return many(
        c -> {
          Var h = c.hessian();
          if (!Double.isFinite(h.sum().toDouble())) {
            return;
          }
          Var v = VarLawsTest.normal(c.x(), "v");
          double second = Derivatives.taylor(c.f(), c.x(), 2).term(2, v).toDouble();
          same("δᵀ H δ", new double[] {second}, h.matmul(v).dot(v).toDouble());
          same("H δ", Derivatives.hvp(c.f(), c.x(), v).toArray(), h.matmul(v).toArray());
        });
  }

  /** D⁴ ‖x‖⁴ along e₁, e₁, e₂, e₂ is 8, and ‖x‖⁶ has nothing before order 6. */
  @Test
  void limitsAreDifferentiatedAsAnythingElse() {
    UnaryOperator<Var> f = x -> x.norm().pow(4);
    UnaryOperator<Var> first = x -> Derivatives.grad(f, x).get(0);
    UnaryOperator<Var> second = x -> Derivatives.grad(first, x).get(0);
    UnaryOperator<Var> third = x -> Derivatives.jvp(second, x, Var.vector(0, 1));
    Var fourth = Derivatives.grad(third, Var.vector(0, 0));
    same("fourth", fourth.toArray(), 0, 8);
  }

  /** What an inner derivative closes over moves it too: d/du Σ ∂²(u ‖x‖²)/∂x² = 2n. */
  @Test
  void limitsKnowWhatTheyCloseOver() {
    UnaryOperator<Var> laplace =
        u -> Derivatives.hessian(x -> x.norm().square().mul(u), Var.vector(0, 0)).trace();
    same("value", laplace.apply(Var.scalar(3)).toArray(), 12);
    same("reverse", Derivatives.grad(laplace, Var.scalar(3)).toArray(), 4);
    same("forward", Derivatives.jvp(laplace, Var.scalar(3), Var.scalar(1)).toArray(), 4);
  }

  @Test
  void directionsAreDifferentiatedToo() {
    UnaryOperator<Var> f = v -> Derivatives.hvp(x -> x.norm().square(), Var.vector(0, 0), v).dot(v);
    same("gradient of v ↦ vᵀ H v", Derivatives.grad(f, Var.vector(1, 2)).toArray(), 4, 8);
  }
}
