package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.ex01.DifferenceQuotients;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Difference quotients. */
final class Ex01Test {
  @Test
  void quotientsOfASquareGoToTwoX() {
    for (DifferenceQuotients.Quotient at : DifferenceQuotients.power(3, 2)) {
      assertThat(at.expanded()).isCloseTo(2 * 3 + at.h(), within(1e-15));
      assertThat(at.quotient()).isCloseTo(2 * 3 + at.h(), within(1e-10));
    }
  }

  @Test
  void aConstantDoesNotChange() {
    assertThat(DifferenceQuotient.FORWARD.of(x -> 7, 3, 0.1)).isZero();
  }

  /** (2+h)⁵ − 2⁵ = 80h + 80h² + 40h³ + 10h⁴ + h⁵. */
  @Test
  void powersByTheBinomialTheorem() {
    assertThat(DifferenceQuotients.binomial(2, 5)).containsExactly(80, 80, 40, 10, 1);
    for (int n = 1; n < 8; n++) {
      assertThat(DifferenceQuotients.binomial(1.5, n)[0])
          .isCloseTo(n * Math.pow(1.5, n - 1), within(1e-12));
      for (DifferenceQuotients.Quotient at : DifferenceQuotients.power(1.5, n)) {
        assertThat(at.quotient()).isCloseTo(at.expanded(), within(1e-8));
      }
    }
  }

  /** The error of f(x) + ε f′(x) is ½ f″ ε² = −½ sin(1) ε². */
  @Test
  void theTangentIsWrongInSecondOrder() {
    List<DifferenceQuotients.Linear> all = DifferenceQuotients.tangent();
    for (DifferenceQuotients.Linear at : all.subList(2, all.size())) {
      assertThat(at.error() / at.epsilon() / at.epsilon())
          .isCloseTo(-Math.sin(1) / 2, within(at.epsilon()));
    }
  }

  @Test
  void aSmallerStepIsNotAlwaysBetter() {
    assertThat(DifferenceQuotients.best(DifferenceQuotient.FORWARD).h()).isBetween(1e-9, 1e-7);
    assertThat(DifferenceQuotients.best(DifferenceQuotient.CENTRAL).h()).isBetween(1e-7, 1e-4);
    assertThat(DifferenceQuotients.best(DifferenceQuotient.RICHARDSON).h()).isBetween(1e-5, 1e-2);
    List<DifferenceQuotient.Step> errors = DifferenceQuotients.errors(DifferenceQuotient.FORWARD);
    assertThat(errors.get(errors.size() - 1).error()).isGreaterThan(1e-3);
  }
}
