package dev.chainrule.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.autodiff.Var;
import dev.chainrule.curvature.Curvature;
import dev.chainrule.ex12.FisherInformation;
import dev.chainrule.nn.Network;
import dev.chainrule.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The metric tensor and Fisher's information. */
final class Ex12Test {
  /** diag(1, sin² 60°) = diag(1, ¾). */
  @Test
  void theMetricOfTheSphere() {
    assertThat(FisherInformation.metric().toArray())
        .containsExactly(new double[] {1, 0, 0, 0.75}, within(1e-15));
    FisherInformation.Lengths lengths = FisherInformation.lengths();
    assertThat(lengths.mapped()).isCloseTo(0.03 * 0.03 + 0.75 * 0.04 * 0.04, within(1e-15));
    assertThat(lengths.metric()).isCloseTo(lengths.mapped(), within(1e-15));
    assertThat(lengths.walked()).isCloseTo(lengths.mapped(), within(1e-4));
  }

  @Test
  void fisherInThreeWays() {
    FisherInformation.Fisher fisher = FisherInformation.fisher();
    double[] f = fisher.jacobian().toArray();
    assertThat(fisher.expectation().toArray()).containsExactly(f, within(1e-14));
    assertThat(fisher.hessian().toArray()).containsExactly(f, within(1e-14));
    RandomStream random = RandomStream.of(1);
    for (int k = 0; k < 20; k++) { // positive semidefinite
      double[] v = new double[6];
      java.util.Arrays.setAll(v, i -> random.nextGaussian());
      Var direction = Var.vector(v);
      assertThat(direction.dot(fisher.jacobian().matmul(direction)).toDouble())
          .isGreaterThan(-1e-14);
    }
    Var alike = FisherInformation.alike();
    assertThat(alike.dot(fisher.jacobian().matmul(alike)).toDouble()).isCloseTo(0, within(1e-14));
  }

  /** vᵀFv = mean of Σ_c p(c) ⟨∇ log p(c), v⟩², with gradients for every label c in turn. */
  @Test
  void fisherOfANetworkWithAHiddenLayer() {
    Network network = FisherInformation.network();
    Curvature at = FisherInformation.curvature(network, 0, 1, 2, 0);
    Var v = Var.of(at.gradient());
    Network inDouble = network.as(DataType.DOUBLE);
    Var p = Var.of(inDouble.predict(FisherInformation.inputs())).softmax(1);
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      INDArray gradients = FisherInformation.curvature(network, c, c, c, c).sampleGradients();
      Var slopes = Var.of(gradients).matmul(v);
      sum += slopes.square().dot(p.slice(1, c, c + 1).reshape(4)).toDouble();
    }
    assertThat(at.fisher().quadratic(v.toINDArray())).isCloseTo(sum / 4, within(1e-14));
    for (FisherInformation.Along along : FisherInformation.hidden()) {
      assertThat(along.fisher()).isPositive();
      assertThat(along.empirical()).isPositive();
      assertThat(along.hessian()).isNotCloseTo(along.fisher(), within(1e-3));
    }
    assertThat(FisherInformation.hidden().get(1).hessian()).as("bent down").isNegative();
  }

  @Test
  void fisherIsTheCurvatureOfTheDivergence() {
    for (FisherInformation.Divergence at : FisherInformation.divergences()) {
      assertThat(at.quadratic() / at.divergence()).isCloseTo(1, within(0.5 * at.t()));
    }
  }
}
