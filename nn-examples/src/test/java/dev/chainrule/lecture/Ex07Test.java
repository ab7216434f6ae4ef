package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Var;
import dev.chainrule.ex07.GradientsOfMatrices;
import dev.chainrule.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Identities and gradients of matrices. */
final class Ex07Test {
  @Test
  void everyIdentityInBothModes() {
    assertThat(GradientsOfMatrices.identities()).hasSize(24);
    for (GradientsOfMatrices.Row row : GradientsOfMatrices.identities()) {
      assertThat(row.forward()).as(row.f()).isLessThan(1e-13);
      assertThat(row.reverse()).as(row.f()).isLessThan(1e-13);
      assertThat(row.quotient()).as(row.f()).isLessThan(1e-6);
    }
  }

  @Test
  void leastSquares() {
    GradientsOfMatrices.LeastSquares squares = GradientsOfMatrices.leastSquares();
    assertThat(squares.gradient().toArray()).containsExactly(-20, -42);
    assertThat(squares.formula().toArray()).containsExactly(-20, -42);
    assertThat(squares.solution().toArray())
        .containsExactly(new double[] {0.7, 2.2}, within(1e-14));
    assertThat(squares.there().norm().toDouble()).isLessThan(1e-12);
  }

  @Test
  void aVectorByAMatrix() {
    Var t = GradientsOfMatrices.ofProduct(Var.vector(7, 8, 9));
    assertThat(t.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(t.toArray()).containsExactly(7, 8, 9, 0, 0, 0, 0, 0, 0, 7, 8, 9);
  }

  /** ∂K_pq/∂R_ij = [j = p] R_iq + [j = q] R_ip. */
  @Test
  void aMatrixByAMatrix() {
    Var t = GradientsOfMatrices.ofGram();
    assertThat(t.shape()).isEqualTo(Shape.of(2, 2, 3, 2));
    Var r = GradientsOfMatrices.R;
    for (int p = 0; p < 2; p++) {
      for (int q = 0; q < 2; q++) {
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 2; j++) {
            double expected =
                (j == p ? r.get(i, q).toDouble() : 0) + (j == q ? r.get(i, p).toDouble() : 0);
            assertThat(t.get(p, q, i, j).toDouble()).isEqualTo(expected);
          }
        }
      }
    }
  }
}
