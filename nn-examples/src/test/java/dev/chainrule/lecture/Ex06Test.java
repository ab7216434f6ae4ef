package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.ex06.ChainRule;
import org.junit.jupiter.api.Test;

/** The chain rule as a product of matrices. */
final class Ex06Test {
  @Test
  void theProductOfJacobiansIsTheJacobianOfTheComposition() {
    Var x = Var.vector(1, 2);
    double[] product = ChainRule.product(x).toArray();
    assertThat(Derivatives.jacobian(v -> ChainRule.f(ChainRule.g(v)), x).toArray())
        .containsExactly(product, within(1e-14));
    // f₁ ∘ g = x₁x₂(x₁ + x₂), f₂ ∘ g = (x₁ + x₂) exp sin x₁: by hand
    double e = Math.exp(Math.sin(1));
    assertThat(product)
        .containsExactly(new double[] {8, 5, e + 3 * e * Math.cos(1), e}, within(1e-13));
  }

  @Test
  void transposedForGradients() {
    Var x = Var.vector(1, 2);
    Var u = ChainRule.g(x);
    Var atU = Derivatives.grad(v -> ChainRule.f(v).get(0), u);
    Var product = Derivatives.jacobian(ChainRule::g, x).transpose().matmul(atU);
    assertThat(product.toArray()).containsExactly(new double[] {8, 5}, within(1e-14));
    assertThat(Derivatives.vjp(ChainRule::g, x, atU).toArray())
        .containsExactly(product.toArray(), within(1e-14));
  }

  @Test
  void severalPathsAddUp() {
    ChainRule.Paths paths = ChainRule.paths(1.5);
    assertThat(paths.viaU()).isCloseTo(Math.sin(1.5) * 3, within(1e-15));
    assertThat(paths.viaV()).isCloseTo(2.25 * Math.cos(1.5), within(1e-15));
    assertThat(paths.whole()).isCloseTo(paths.viaU() + paths.viaV(), within(1e-15));
  }

  @Test
  void twoPathsFromTwoVariables() {
    double[] sweep =
        Derivatives.grad(v -> ChainRule.outer(ChainRule.inner(v)), ChainRule.ST).toArray();
    assertThat(sweep).containsExactly(ChainRule.byHand(0.5, 1.2), within(1e-15));
    Var product =
        Derivatives.grad(ChainRule::outer, ChainRule.inner(ChainRule.ST))
            .matmul(Derivatives.jacobian(ChainRule::inner, ChainRule.ST));
    assertThat(product.toArray()).containsExactly(sweep, within(1e-15));
  }
}
