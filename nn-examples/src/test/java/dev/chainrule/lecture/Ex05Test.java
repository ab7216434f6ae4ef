package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.ex05.Jacobians;
import dev.chainrule.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jacobians and linear approximation. */
final class Ex05Test {
  @Test
  void byColumnsAndByRows() {
    double e = Math.exp(0.5);
    double[][] expected = {{0.25, 1}, {Math.cos(1), 1}, {0.5 * e, e}};
    Var whole = Derivatives.jacobian(Jacobians::f, Jacobians.X0);
    assertThat(whole.shape()).isEqualTo(Shape.of(3, 2));
    for (int i = 0; i < 3; i++) {
      assertThat(Jacobians.row(i).toArray()).containsExactly(expected[i], within(1e-15));
      for (int j = 0; j < 2; j++) {
        assertThat(Jacobians.column(j).get(i).toDouble()).isCloseTo(expected[i][j], within(1e-15));
        assertThat(whole.get(i, j).toDouble()).isCloseTo(expected[i][j], within(1e-15));
      }
    }
  }

  @Test
  void threeJacobiansToKnow() {
    Var x = Var.vector(1, 2, 4);
    assertThat(Derivatives.jacobian(v -> v.square().sum(), x).toArray()).containsExactly(2, 4, 8);
    assertThat(Derivatives.jacobian(v -> v.log().neg(), x).toArray())
        .containsExactly(new double[] {-1, 0, 0, 0, -0.5, 0, 0, 0, -0.25}, within(0.0));
    assertThat(Derivatives.jacobian(Jacobians::affine, Jacobians.X0).toArray())
        .containsExactly(Jacobians.A.toArray());
  }

  @Test
  void anEntryAnswersOneQuestion() {
    for (int j = 0; j < 2; j++) {
      double[] predicted = Jacobians.column(j).mul(1e-3).toArray();
      assertThat(Jacobians.change(j, 1e-3).toArray()).containsExactly(predicted, within(2e-6));
    }
  }

  @Test
  void theLinearApproximationIsWrongInSecondOrder() {
    List<Jacobians.Approximation> all = Jacobians.approximations();
    for (int k = 1; k < all.size(); k++) {
      assertThat(all.get(k - 1).error() / all.get(k).error()).isBetween(85.0, 115.0);
    }
  }
}
