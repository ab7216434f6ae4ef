package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.curvature.Newton;
import dev.chainrule.ex10.NewtonsMethod;
import org.junit.jupiter.api.Test;

/** The Hessian and Newton's method. */
final class Ex10Test {
  @Test
  void secondDerivativesByHand() {
    Var h = Derivatives.hessian(NewtonsMethod::smooth, Var.vector(1, 2));
    double s = Math.sin(2);
    double mixed = 3 + Math.cos(2) - 2 * s;
    assertThat(h.toArray())
        .containsExactly(new double[] {12 - 4 * s, mixed, mixed, -s}, within(1e-14));
  }

  @Test
  void mixedDerivativesNeedContinuity() {
    assertThat(NewtonsMethod.peanoMixed(1e-3)).containsExactly(new double[] {-1, 1}, within(1e-12));
  }

  @Test
  void rosenbrocksFirstIterate() {
    Newton.Run run = Newton.pure().minimise(NewtonsMethod::rosenbrock, NewtonsMethod.START);
    assertThat(run.iterates().get(1).x().toArray())
        .containsExactly(new double[] {-1.17528, 1.38067}, within(5e-6));
    assertThat(run.x().toArray()).containsExactly(new double[] {1, 1}, within(1e-10));
  }

  @Test
  void newtonNeedsFarFewerStepsThanDescent() {
    double[] descent = NewtonsMethod.descent(1000);
    assertThat(descent[1000]).isBetween(0.1, descent[0]);
    Newton.Run run = Newton.damped().minimise(NewtonsMethod::rosenbrock, NewtonsMethod.START);
    assertThat(run.steps()).isLessThan(30);
    assertThat(run.last().value()).isLessThan(1e-15);
  }
}
