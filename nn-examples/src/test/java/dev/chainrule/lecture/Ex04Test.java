package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.ex04.GradientAndDescent;
import dev.chainrule.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients and the steepest direction. */
final class Ex04Test {
  @Test
  void gradientsOfTheTwoExamples() {
    Var x = Var.vector(1, 2);
    assertThat(Derivatives.grad(GradientAndDescent::cubic, x).toArray()).containsExactly(3, 12);
    assertThat(Derivatives.grad(GradientAndDescent::mixed, x).toArray())
        .containsExactly(new double[] {4 + 1 / Math.tan(1), 4}, within(1e-14));
    assertThat(Derivatives.grad(GradientAndDescent::mixed, x).shape()).isEqualTo(Shape.of(2));
    assertThat(GradientAndDescent.partial(GradientAndDescent::mixed, x, 0))
        .isCloseTo(4 + 1 / Math.tan(1), within(1e-7));
  }

  @Test
  void ruleOfTheDotProduct() {
    Var x = Var.vector(0.5, -1, 2);
    Var sweep = Derivatives.grad(t -> GradientAndDescent.u(t).dot(GradientAndDescent.v(t)), x);
    assertThat(GradientAndDescent.dotProductRule(x).toArray())
        .containsExactly(sweep.toArray(), within(1e-14));
    // u = (4.5, −3), v = (sin ½, −2): by hand
    assertThat(sweep.toArray())
        .containsExactly(
            new double[] {
              Math.sin(0.5) + 4.5 * Math.cos(0.5), -2 + 2 * -3, 2 * Math.sin(0.5) + 2 + 3
            },
            within(1e-14));
  }

  @Test
  void theGradientIsTheSteepestDirection() {
    List<GradientAndDescent.Direction> all =
        GradientAndDescent.directions(0, 30, 60, 90, 120, 150, 180);
    for (GradientAndDescent.Direction at : all) {
      assertThat(at.quotient()).isCloseTo(at.cosine(), within(1e-3));
      assertThat(at.quotient()).isLessThanOrEqualTo(all.get(0).quotient());
      assertThat(at.quotient()).isGreaterThanOrEqualTo(all.get(6).quotient());
    }
    assertThat(all.get(0).cosine()).isCloseTo(Math.sqrt(153), within(1e-13));
  }

  @Test
  void descentGoesDownAsPredicted() {
    List<Var> path = GradientAndDescent.descent(20);
    for (int k = 0; k <= 20; k++) {
      assertThat(path.get(k).toArray())
          .containsExactly(new double[] {2 * Math.pow(0.8, k), Math.pow(0.4, k)}, within(1e-14));
    }
  }
}
