package dev.chainrule.loss;

import dev.chainrule.activation.Sigmoid;
import dev.chainrule.activation.Softplus;
import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Notation;
import dev.chainrule.tensor.Shape;

/**
 * The cross-entropy of σ(z), each output a yes or no of its own, from the logits z: ℓ = −t ln σ(z)
 * − (1 − t) ln(1 − σ(z)) = softplus(z) − t z, and ∂ℓ/∂z = σ(z) − t.
 *
 * <p>Targets: {@code [batch, k]} in [0, 1].
 *
 * @param reduction {@code MEAN} is PyTorch's {@code BCEWithLogitsLoss}; {@code BATCH_MEAN}, the sum
 *     over outputs, is Nielsen's cross-entropy cost
 */
public record BinaryCrossEntropy(Reduction reduction) implements Loss {
  @Override
  public String name() {
    return "binary cross-entropy";
  }

  @Override
  public Targets targets() {
    return Targets.VECTORS;
  }

  @Override
  public Outputs outputs() {
    return Outputs.LOGITS_OF_EACH;
  }

  @Override
  public boolean isLogLikelihood() {
    return true;
  }

  @Override
  public double scale(long rows, long columns) {
    return reduction.scale(rows, columns);
  }

  @Override
  public Notation notation(Notation z, Notation t, Shape predictions, Shape targets) {
    Notation product = t.then(" ", "\\,").then(z);
    return reduction
        .sign(predictions)
        .then(Notation.of("softplus").of(z).minus(product).inParentheses());
  }

  @Override
  public Notation derivative(Notation z, Notation t, Shape predictions, Shape targets) {
    return reduction.share(Notation.of("σ").of(z).minus(t), predictions);
  }

  @Override
  public Var define(Var z, Var t) {
    return z.softplus().sub(t.mul(z)).sum(1);
  }

  @Override
  public double row(double[] z, double[] t, double[] dz) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      if (!(t[i] >= 0 && t[i] <= 1)) {
        throw new IllegalArgumentException("expected numbers in 0 … 1, got " + t[i]);
      }
      // softplus(z) − t z, arranged so that large z of either sign loses no digits
      sum += t[i] * Softplus.of(-z[i]) + (1 - t[i]) * Softplus.of(z[i]);
      dz[i] = Sigmoid.of(z[i]) - t[i];
    }
    return sum;
  }
}
