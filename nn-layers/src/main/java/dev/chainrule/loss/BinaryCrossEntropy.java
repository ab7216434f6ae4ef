package dev.chainrule.loss;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Loss;
import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;

/**
 * The cross-entropy of σ(z), each output a yes or no of its own, from the logits z: ℓ = −t ln σ(z)
 * − (1 − t) ln(1 − σ(z)) = softplus(z) − t z, and ∂ℓ/∂z = σ(z) − t.
 *
 * <p>Computed as ℓ = t softplus(−z) + (1 − t) softplus(z) and ∂ℓ/∂z = (1 − t) σ(z) − t σ(−z), which
 * are exact also where ℓ is nearly 0.
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
    Var yes = t.mul(z.neg().softplus());
    Var no = t.neg().add(1).mul(z.softplus());
    return yes.add(no).sum(1);
  }

  @Override
  public double row(double[] z, double[] t, double[] dz) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      if (!(t[i] >= 0 && t[i] <= 1)) {
        throw new IllegalArgumentException("expected numbers in 0 … 1, got " + t[i]);
      }
      double e = Math.exp(-Math.abs(z[i])); // all that σ(±z) and softplus(±z) are made of
      double yes = z[i] >= 0 ? 1 / (1 + e) : e / (1 + e);
      double no = z[i] >= 0 ? e / (1 + e) : 1 / (1 + e);
      double wrong = t[i] * Math.max(-z[i], 0) + (1 - t[i]) * Math.max(z[i], 0);
      sum += wrong + Math.log1p(e);
      dz[i] = (1 - t[i]) * yes - t[i] * no;
    }
    return sum;
  }
}
