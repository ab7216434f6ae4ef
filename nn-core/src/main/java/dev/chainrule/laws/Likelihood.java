package dev.chainrule.laws;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Loss;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Of a loss that says it {@link Loss#isLogLikelihood is a log-likelihood}: whatever the target,
 * ∂²ℓ/∂p² is the same; and over targets as probable as e^(−ℓ), E[∂ℓ/∂p] = 0 and E[∂ℓ/∂p ∂ℓ/∂pᵀ] =
 * ∂²ℓ/∂p².
 */
final class Likelihood {
  private static final int COLUMNS = 3;
  private static final double ROUNDING = 1e-12;

  private Likelihood() {}

  static void law(Loss loss) {
    if (!loss.isLogLikelihood()) {
      return;
    }
    double[] p = new double[COLUMNS];
    RandomStream random = RandomStream.of(7);
    Arrays.setAll(p, j -> random.nextGaussian());
    double[] curvature = curvature(loss, p, new double[] {0.2, 0.3, 0.5});
    double total = 0;
    double[] mean = new double[COLUMNS];
    double[] variance = new double[COLUMNS * COLUMNS];
    for (double[] target : targets(loss, p, curvature)) {
      SampleArrays.close("∂²ℓ/∂p²", curvature, curvature(loss, p, target), ROUNDING);
      double[] slope = new double[COLUMNS];
      double probability = Math.exp(-loss.row(p, target, slope));
      total += probability;
      for (int i = 0; i < COLUMNS; i++) {
        mean[i] += probability * slope[i];
        for (int j = 0; j < COLUMNS; j++) {
          variance[i * COLUMNS + j] += probability * slope[i] * slope[j];
        }
      }
    }
    double all = total;
    Arrays.setAll(variance, i -> variance[i] / all);
    SampleArrays.close("E[∂ℓ/∂p]", new double[COLUMNS], mean, ROUNDING);
    SampleArrays.close("E[∂ℓ/∂p ∂ℓ/∂pᵀ]", curvature, variance, ROUNDING);
  }

  private static double[] curvature(Loss loss, double[] p, double[] t) {
    Var target = Var.of(Shape.of(1, COLUMNS), t);
    return Derivatives.hessian(x -> loss.define(x.reshape(1, COLUMNS), target).sum(), Var.vector(p))
        .toArray();
  }

  /** All that there are; of numbers with normal errors, those one standard deviation away. */
  private static List<double[]> targets(Loss loss, double[] p, double[] curvature) {
    List<double[]> targets = new ArrayList<>();
    for (int bits = 0; bits < 1 << COLUMNS; bits++) {
      double[] target = new double[COLUMNS];
      for (int j = 0; j < COLUMNS; j++) {
        int bit = bits >> j & 1;
        double sigma = 1 / Math.sqrt(curvature[j * COLUMNS + j]);
        target[j] = loss.outputs() == Loss.Outputs.VALUES ? p[j] + (2 * bit - 1) * sigma : bit;
      }
      if (loss.outputs() != Loss.Outputs.LOGITS || Integer.bitCount(bits) == 1) {
        targets.add(target);
      }
    }
    return targets;
  }
}
