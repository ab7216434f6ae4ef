package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.ex03.TaylorSeries;
import org.junit.jupiter.api.Test;

/** Taylor and Maclaurin series. */
final class Ex03Test {
  /** 1, 1, −1/2!, −1/3!, 1/4!, 1/5!, … */
  @Test
  void maclaurinSeriesOfSinePlusCosine() {
    double[] c = TaylorSeries.maclaurin(12);
    double factorial = 1;
    for (int k = 0; k < c.length; k++) {
      factorial *= Math.max(1, k);
      assertThat(c[k]).isCloseTo((k % 4 < 2 ? 1 : -1) / factorial, within(1e-16));
    }
  }

  @Test
  void betterNearTheCentreAndWorseFarAway() {
    for (double x : new double[] {0.1, 0.5, 1}) {
      assertThat(TaylorSeries.error(5, x)).isLessThan(TaylorSeries.error(1, x));
      assertThat(TaylorSeries.error(10, x)).isLessThan(TaylorSeries.error(5, x));
    }
    assertThat(TaylorSeries.error(5, 8)).isGreaterThan(TaylorSeries.error(1, 8));
    assertThat(TaylorSeries.error(10, 8)).isGreaterThan(TaylorSeries.error(10, 1));
  }

  @Test
  void aPolynomialIsItsOwnSeries() {
    assertThat(TaylorSeries.fourthPower()).containsExactly(1, 4, 6, 4, 1, 0);
  }

  /** All derivatives of exp(−1/x²) vanish towards 0, so that its Maclaurin series is 0. */
  @Test
  void smoothAndYetNotAnalytic() {
    for (int k = 0; k <= 5; k++) {
      Var derivative = Derivatives.derivative(TaylorSeries::flat, Var.scalar(0.1), k);
      assertThat(derivative.toDouble()).isBetween(0.0, 1e-26);
    }
    assertThat(TaylorSeries.flat(Var.scalar(1)).toDouble()).isCloseTo(1 / Math.E, within(1e-15));
  }

  @Test
  void aSeriesConvergesWithinItsRadiusOnly() {
    assertThat(TaylorSeries.logarithm(40, 0.5)).isCloseTo(Math.log(1.5), within(1e-13));
    assertThat(Math.abs(TaylorSeries.logarithm(40, 1.5) - Math.log(2.5))).isGreaterThan(1e4);
  }
}
