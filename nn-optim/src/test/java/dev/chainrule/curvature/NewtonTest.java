package dev.chainrule.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Var;
import dev.chainrule.tensor.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Newton's method: what it finds, how fast, and what it says where it cannot. */
final class NewtonTest {
  /** (1 − x)² + 100 (y − x²)². */
  private static Var rosenbrock(Var v) {
    Var x = v.get(0);
    Var y = v.get(1);
    return x.neg().add(1).square().add(y.sub(x.square()).square().mul(100));
  }

  @Test
  void firstIterateOnRosenbrockIsThePublishedOne() {
    Newton.Run run = Newton.pure().minimise(NewtonTest::rosenbrock, Var.vector(-1.2, 1));
    double[] first = run.iterates().get(1).x().toArray();
    assertThat(first[0]).isCloseTo(-1.17528, within(5e-6));
    assertThat(first[1]).isCloseTo(1.38067, within(5e-6));
    assertThat(run.outcome()).isEqualTo(Newton.Outcome.CONVERGED);
    assertThat(run.x().toArray()).containsExactly(new double[] {1, 1}, within(1e-10));
    assertThat(run.steps()).isLessThanOrEqualTo(8);
  }

  @Test
  void aQuadraticTakesOneStepFromAnywhere() {
    Var a = Var.matrix(new double[] {4, 1}, new double[] {1, 3});
    Var b = Var.vector(1, 2);
    Newton.Run run =
        Newton.pure()
            .withTolerance(1e-9)
            .minimise(x -> x.dot(a.matmul(x)).div(2).sub(b.dot(x)), Var.vector(50, -80)); // A x = b
    assertThat(run.steps()).isEqualTo(1);
    assertThat(run.x().toArray()).containsExactly(new double[] {1 / 11.0, 7 / 11.0}, within(1e-12));
  }

  @Test
  void theErrorIsSquaredByEveryStep() {
    Newton.Run run = Newton.pure().withTolerance(1e-15).root(x -> x.square().sub(2), Var.scalar(2));
    double before = 2 - Math.sqrt(2);
    for (Newton.Iterate iterate : run.iterates().subList(1, 5)) {
      double error = Math.abs(iterate.x().toDouble() - Math.sqrt(2));
      assertThat(error).isLessThanOrEqualTo(before * before + 1e-15);
      before = error;
    }
  }

  @ParameterizedTest
  @CsvSource({"-1.2, 1", "0, 1", "3, -5", "-30, 70", "0, 0.005"})
  void dampedGoesDownAllTheWay(double x, double y) {
    Newton.Run run = Newton.damped().minimise(NewtonTest::rosenbrock, Var.vector(x, y));
    assertThat(run.x().toArray()).containsExactly(new double[] {1, 1}, within(1e-7));
    List<Newton.Iterate> iterates = run.iterates();
    for (int i = 1; i < iterates.size(); i++) {
      assertThat(iterates.get(i).value()).isLessThan(iterates.get(i - 1).value());
    }
  }

  /** x⁴ − x² has a maximum at 0, and there the pure method goes. */
  @Test
  void pureFindsAMaximumWhereDampedFindsTheMinimum() {
    Newton.Run pure = Newton.pure().minimise(x -> x.pow(4).sub(x.square()), Var.scalar(0.3));
    Newton.Run damped = Newton.damped().minimise(x -> x.pow(4).sub(x.square()), Var.scalar(0.3));
    assertThat(pure.x().toDouble()).isCloseTo(0, within(1e-10));
    assertThat(damped.x().toDouble()).isCloseTo(Math.sqrt(0.5), within(1e-10));
    assertThat(damped.iterates().get(1).shift()).isPositive();
  }

  /** √(1 + x²): full steps are x ← −x³. */
  @Test
  void dampedConvergesWherePureDiverges() {
    assertThatThrownBy(() -> Newton.pure().minimise(x -> x.square().add(1).sqrt(), Var.scalar(1.5)))
        .isInstanceOf(ArithmeticException.class);
    Newton.Run damped = Newton.damped().minimise(x -> x.square().add(1).sqrt(), Var.scalar(1.5));
    assertThat(damped.x().toDouble()).isCloseTo(0, within(1e-10));
    assertThat(damped.iterates().get(1).length()).isLessThan(1);
  }

  @Test
  void aSingularHessianIsSaidWithTheStepAndThePlace() {
    assertThatThrownBy(
            () -> Newton.pure().minimise(v -> v.sum().square().add(v.get(0)), Var.vector(3, 4)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("at step 0, x = [3.0, 4.0]")
        .hasMessageContaining("the 2×2 matrix of derivatives is singular")
        .hasMessageContaining("Newton.damped()");
    assertThatThrownBy( // singular but for rounding: the rows are (0.1, 0.3) and (0.2, 0.6)
            () ->
                Newton.pure()
                    .root(
                        Var.matrix(new double[] {0.1, 0.3}, new double[] {0.2, 0.6})::matmul,
                        Var.vector(3, 4).add(0.1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void rootsOfSystemsAndOfMatrices() {
    Newton.Run circleAndLine =
        Newton.damped()
            .root(
                v ->
                    Var.stack(
                        List.of(v.square().sum().sub(25), v.get(0).mul(4).sub(v.get(1).mul(3)))),
                Var.vector(10, 1));
    assertThat(circleAndLine.x().toArray()).containsExactly(new double[] {3, 4}, within(1e-9));
    Var a = Var.matrix(new double[] {5, 4}, new double[] {4, 5});
    Var root = Newton.pure().root(x -> x.matmul(x).sub(a), a).x();
    assertThat(root.toArray()).containsExactly(new double[] {2, 1, 1, 2}, within(1e-9));
  }

  @Test
  void stopsAfterTheStepsItWasGiven() {
    Newton.Run run =
        Newton.damped().withMaxSteps(3).minimise(NewtonTest::rosenbrock, Var.vector(-1.2, 1));
    assertThat(run.outcome()).isEqualTo(Newton.Outcome.OUT_OF_STEPS);
    assertThat(run.steps()).isEqualTo(3);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> Newton.pure().withTolerance(Double.NaN))
        .hasMessage("tolerance must not be negative, got NaN");
    assertThatThrownBy(() -> Newton.pure().withMaxSteps(-1))
        .hasMessage("maxSteps must not be negative, got -1");
    assertThatThrownBy(() -> Newton.damped().minimise(x -> x.log().neg(), Var.scalar(-1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> Newton.damped().root(x -> x.sum(), Var.vector(1, 2)))
        .isInstanceOf(ShapeException.class);
  }

  /** ‖Ax − b‖² is smooth at its solution, though the norm is not. */
  @Test
  void leastSquaresAtTheSolution() {
    Var a = Var.matrix(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
    Var solution = Var.vector(1, -1);
    Var b = a.matmul(solution).detach();
    Newton.Run run = Newton.pure().minimise(x -> a.matmul(x).sub(b).norm().square(), solution);
    assertThat(run.outcome()).isEqualTo(Newton.Outcome.CONVERGED);
    assertThat(
            dev.chainrule.autodiff.Derivatives.hessian(
                    x -> a.matmul(x).sub(b).norm().square(), solution)
                .toArray())
        .containsExactly(new double[] {70, 88, 88, 112}, within(1e-10));
  }

  @Test
  void aKinkIsSaid() {
    assertThatThrownBy(
            () ->
                Newton.pure()
                    .minimise(x -> x.get(0).abs().add(x.get(1).square()), Var.vector(0, 1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not all derivatives exist there");
  }
}
