package dev.chainrule.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.autodiff.GradientCheck.Comparison;
import dev.chainrule.autodiff.GradientCheck.Report;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GradientCheckTest {
  private static final double[] X = {0.3, -1.2, 0.8, 2};

  /** Σ i sin x_i, from i = 1. */
  private static double f(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (i + 1) * Math.sin(x[i]);
    }
    return sum;
  }

  private static double[] gradient() {
    double[] g = new double[X.length];
    for (int i = 0; i < g.length; i++) {
      g[i] = (i + 1) * Math.cos(X[i]);
    }
    return g;
  }

  @Test
  void aRightGradientPasses() {
    Report report = GradientCheck.of(GradientCheckTest::f, X, gradient()).run();
    assertThat(report.error()).isLessThan(1e-8);
    assertThat(report.checked()).isEqualTo(4);
    assertThat(report.kinks()).isZero();
    assertThat(report.toString()).contains("4 coordinates checked, 0 at kinks");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aSlightlyWrongOneIsFound(int index) {
    double[] gradient = gradient();
    double right = gradient[index];
    gradient[index] *= 1 + 1e-5;
    Report report = GradientCheck.of(GradientCheckTest::f, X, gradient).run();
    Comparison worst = report.coordinates().worst().orElseThrow();
    assertThat(worst.error()).isBetween(0.9e-5, 1.1e-5);
    assertThat(report.error()).isGreaterThan(1e-6);
    assertThat(worst.index()).isEqualTo(index);
    assertThat(worst.analytic()).isEqualTo(gradient[index]);
    assertThat(worst.numeric())
        .isNotEqualTo(gradient[index])
        .isCloseTo(right, org.assertj.core.api.Assertions.within(1e-8));
    assertThat(report.directions().error()).isGreaterThan(1e-7);
    assertThat(report.toString()).contains("at index " + index + " (analytic");
  }

  @Test
  void aForgottenComponentIsFound() {
    double[] gradient = gradient();
    gradient[1] = 0;
    assertThat(GradientCheck.of(GradientCheckTest::f, X, gradient).run().coordinates().error())
        .isEqualTo(1);
  }

  @Test
  void directionsAloneFindAWrongOne() {
    double[] gradient = gradient();
    gradient[2] *= 1.01;
    GradientCheck check = GradientCheck.of(GradientCheckTest::f, X, gradient).withCoordinates(0);
    Report report = check.run();
    assertThat(report.checked()).isZero();
    assertThat(report.coordinates().worst()).isEmpty();
    assertThat(report.directions().checked()).isEqualTo(5);
    assertThat(report.error()).isGreaterThan(1e-4);
    assertThat(report.toString()).startsWith("along 5 directions");
    assertThat(check.withDirections(0).run().error()).isZero();
  }

  @Test
  void looksAtSomeCoordinates() {
    int[] calls = new int[1];
    GradientCheck.Function counted =
        x -> {
          calls[0]++;
          return f(x);
        };
    Report report = GradientCheck.of(counted, X, gradient()).withCoordinates(2).run();
    assertThat(report.checked()).isEqualTo(2);
    assertThat(calls[0]).isEqualTo(2 * (2 + 5));
  }

  @Test
  void theSeedDrawsCoordinates() {
    GradientCheck one = GradientCheck.of(x -> 0, X, new double[] {1, 1, 1, 1}).withCoordinates(1);
    assertThat(
            LongStream.range(0, 50)
                .map(seed -> indexOfWorst(one.withSeed(seed).run()))
                .distinct()
                .sorted())
        .containsExactly(0L, 1L, 2L, 3L);
    assertThat(one.withSeed(7).run()).isEqualTo(one.withSeed(7).run());
  }

  @Test
  void tellsHowFarItIs() {
    int[] calls = new int[1];
    GradientCheck.of(ABSOLUTE, new double[] {0, 1}, new double[2])
        .withProgress(() -> calls[0]++)
        .run();
    assertThat(calls[0]).as("kinks count, too").isEqualTo(2 + 5);
  }

  private static long indexOfWorst(Report report) {
    return report.coordinates().worst().orElseThrow().index();
  }

  @Test
  void aFunctionWithoutGradientPasses() {
    for (double value : new double[] {0, 5, -1e9}) {
      Report report = GradientCheck.of(x -> value, X, new double[4]).run();
      assertThat(report.error()).isZero();
      assertThat(report.checked()).isEqualTo(4);
    }
    Report report = GradientCheck.of(x -> 1, X, new double[] {0, 0.1, 0, 0}).run();
    assertThat(indexOfWorst(report)).isEqualTo(1);
  }

  @Test
  void thereMayBeNothingToCheck() {
    Report report = GradientCheck.of(x -> 1, new double[0], new double[0]).run();
    assertThat(report.error()).isZero();
    assertThat(report.checked()).isZero();
  }

  /** ‖x‖ has its largest third derivatives near 0: (h/‖x‖)² is 4e-5 for the first step. */
  @Test
  void strongCurvatureIsNoMistake() {
    GradientCheck.Function norm = x -> Math.hypot(x[0], x[1]);
    GradientCheck check =
        GradientCheck.of(norm, new double[] {6e-4, 8e-4}, new double[] {0.6, 0.8});
    assertThat(check.run().error()).isLessThan(1e-6);
    GradientCheck wrong =
        GradientCheck.of(norm, new double[] {6e-4, 8e-4}, new double[] {0.6, 0.8 + 4e-6});
    assertThat(wrong.run().error()).isGreaterThan(1e-6);
  }

  /** |x|, which says on which side it is. */
  private static final GradientCheck.Function ABSOLUTE =
      new GradientCheck.Function() {
        private long side;

        @Override
        public double value(double[] x) {
          side = 0;
          double sum = 0;
          for (double v : x) {
            side = 2 * side + (v > 0 ? 1 : 0);
            sum += Math.abs(v);
          }
          return sum;
        }

        @Override
        public long side() {
          return side;
        }
      };

  @Test
  void aKinkIsCountedNotJudged() {
    double[] x = {0, 1e-9, 0.5, -0.5};
    double[] gradient = {1234, 1, 1, -1};
    Report report = GradientCheck.of(ABSOLUTE, x, gradient).withDirections(0).run();
    assertThat(report.error()).isLessThan(1e-8);
    assertThat(report.checked()).isEqualTo(2);
    assertThat(report.kinks()).isEqualTo(2);
    Report along = GradientCheck.of(ABSOLUTE, x, gradient).withCoordinates(0).run();
    assertThat(along.kinks()).isEqualTo(5);
    assertThat(along.error()).as("nothing could be judged").isInfinite();
    double[] wrong = {1, 1, 1, 1};
    assertThat(indexOfWorst(GradientCheck.of(ABSOLUTE, x, wrong).run())).isEqualTo(3);
  }

  @Test
  void nanIsTheWorst() {
    assertThat(GradientCheck.of(x -> Double.NaN, X, gradient()).run().error())
        .isEqualTo(Double.POSITIVE_INFINITY);
    double[] gradient = gradient();
    gradient[2] = Double.NaN;
    assertThat(GradientCheck.of(GradientCheckTest::f, X, gradient).run().error())
        .isEqualTo(Double.POSITIVE_INFINITY);
    gradient[2] = Double.POSITIVE_INFINITY;
    assertThat(GradientCheck.of(GradientCheckTest::f, X, gradient).run().error())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  /** A NaN in one difference quotient must not be forgotten when the next one is right. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void nanAtOneCoordinateIsTheWorst(int index) {
    GradientCheck.Function f = x -> x[index] > X[index] ? Double.NaN : f(x);
    Report report = GradientCheck.of(f, X, gradient()).withDirections(0).run();
    assertThat(report.error()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(indexOfWorst(report)).isEqualTo(index);
  }

  @Test
  void modifiesNothing() {
    double[] x = X.clone();
    double[] gradient = gradient();
    GradientCheck check = GradientCheck.of(GradientCheckTest::f, x, gradient);
    String first = check.run().toString();
    assertThat(x).isEqualTo(X);
    assertThat(gradient).isEqualTo(gradient());
    assertThat(check.run()).as("the same twice").hasToString(first);
    x[0] = 9;
    assertThat(check.run()).as("it keeps a copy").hasToString(first);
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> GradientCheck.of(x -> 0, new double[3], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has 3 numbers and its gradient 2");
  }
}
