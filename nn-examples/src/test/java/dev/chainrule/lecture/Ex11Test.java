package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.ex11.HigherDerivatives;
import dev.chainrule.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hessians of vector fields, Taylor's terms. */
final class Ex11Test {
  /** At (1, 2): of x₁²x₂, x₁x₂³ and x₁ exp x₂. */
  @Test
  void hessianOfAVectorField() {
    Var h = Derivatives.hessian(HigherDerivatives::field, HigherDerivatives.X0);
    double e = Math.exp(2);
    assertThat(h.shape()).isEqualTo(Shape.of(3, 2, 2));
    assertThat(h.toArray())
        .containsExactly(new double[] {4, 2, 2, 0, 0, 12, 12, 12, 0, e, e, e}, within(1e-14));
  }

  /** x² + 2xy + y³ at (1, 2): f = 13, ∇f = (6, 14), H = (2, 2; 2, 12), D³f = 6 at yyy only. */
  @Test
  void theTermsOfTaylorsSeries() {
    double[] d = {0.1, -0.2};
    double[] expected = {
      13,
      6 * d[0] + 14 * d[1],
      2 * d[0] * d[0] + 4 * d[0] * d[1] + 12 * d[1] * d[1],
      6 * d[1] * d[1] * d[1]
    };
    List<HigherDerivatives.Term> terms = HigherDerivatives.terms(HigherDerivatives::polynomial);
    for (int k = 0; k <= 3; k++) {
      assertThat(terms.get(k).sum()).isCloseTo(expected[k], within(1e-14));
      assertThat(terms.get(k).sweep()).isCloseTo(expected[k], within(1e-14));
    }
    for (HigherDerivatives.Term term : HigherDerivatives.terms(HigherDerivatives::wave)) {
      assertThat(term.sum()).isCloseTo(term.sweep(), within(1e-14));
    }
  }

  @Test
  void aPolynomialOfDegreeThreeIsItsThirdTaylorPolynomial() {
    assertThat(HigherDerivatives.error(HigherDerivatives::polynomial, 3, 1)).isLessThan(1e-13);
    assertThat(HigherDerivatives.error(HigherDerivatives::polynomial, 2, 1)).isGreaterThan(1e-3);
  }

  @Test
  void everyOrderGainsAPowerOfT() {
    for (int n = 0; n <= 3; n++) {
      double ratio =
          HigherDerivatives.error(HigherDerivatives::wave, n, 0.1)
              / HigherDerivatives.error(HigherDerivatives::wave, n, 0.01);
      assertThat(Math.log10(ratio)).isCloseTo(n + 1, within(0.1));
    }
  }
}
