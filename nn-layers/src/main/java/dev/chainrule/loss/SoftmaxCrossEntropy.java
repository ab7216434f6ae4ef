package dev.chainrule.loss;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Notation;
import dev.chainrule.tensor.Shape;

/**
 * The cross-entropy of softmax(z) from the logits z, averaged over the batch.
 *
 * <p>For a class c: ℓ = ln Σ_j e^{z_j} − z_c and ∂ℓ/∂z = softmax(z) − e_c. For probabilities t: ℓ =
 * Σ_j t_j (ln Σ_k e^{z_k} − z_j) and ∂ℓ/∂z = softmax(z) − t. Computed from z − max z, exact also
 * where softmax itself would underflow, and with ln(1 + …), exact also where ℓ is nearly 0.
 *
 * <p>Targets: {@code [batch]} indices of classes, or {@code [batch, classes]} probabilities.
 */
public record SoftmaxCrossEntropy() implements Loss {
  private static final double TOLERANCE = 1e-3; // of probabilities given in float

  /**
   * Below, ln(sum) would lose digits that ln(1 + more) keeps; above, it takes a fifth of the time.
   */
  private static final double ALMOST_SURE = 0.5;

  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public Targets targets() {
    return Targets.CLASSES;
  }

  @Override
  public Outputs outputs() {
    return Outputs.LOGITS;
  }

  @Override
  public boolean isLogLikelihood() {
    return true;
  }

  @Override
  public double scale(long rows, long columns) {
    return Reduction.BATCH_MEAN.scale(rows, columns);
  }

  @Override
  public Notation notation(Notation z, Notation t, Shape predictions, Shape targets) {
    Notation sign = new Notation("−", "-").then(Reduction.BATCH_MEAN.sign(predictions));
    Notation ln = new Notation("ln ", "\\ln ").then(Notation.of("softmax").of(z));
    return targets.rank() == 1
        ? sign.then(ln).then("[" + t.text() + "]", "_{" + t.latex() + "}")
        : sign.then(t).then(" ", "\\, ").then(ln);
  }

  /** softmax(z) less the probabilities, which of a class are its one-hot vector. */
  @Override
  public Notation derivative(Notation z, Notation t, Shape predictions, Shape targets) {
    Notation wanted = targets.rank() == 1 ? Notation.of("onehot").of(t) : t;
    Notation one = Notation.of("softmax").of(z).minus(wanted);
    return Reduction.BATCH_MEAN.share(one, predictions);
  }

  @Override
  public Var define(Var z, Var t) {
    Var probabilities = t.shape().rank() == 1 ? t.oneHot((int) z.shape().dim(1)) : t;
    Var logProbabilities = z.sub(z.logSumExp(1).expand(1, z.shape().dim(1)));
    return probabilities.mul(logProbabilities).sum(1).neg();
  }

  @Override
  public double row(double[] z, double[] t, double[] dz) {
    int largest = 0;
    for (int j = 1; j < z.length; j++) {
      largest = z[j] > z[largest] ? j : largest;
    }
    double max = z[largest];
    double more = 0; // Σ e^{z − max} − 1, without the rounding of 1 + more
    for (int j = 0; j < z.length; j++) {
      if (j != largest) {
        dz[j] = Math.exp(z[j] - max);
        more += dz[j];
      }
    }
    dz[largest] = z[largest] - max + 1; // 1, or NaN where the largest is infinite or none
    double sum = 1 + more;
    double logSum = more < ALMOST_SURE ? Math.log1p(more) : Math.log(sum);
    double scale = 1 / sum;
    for (int j = 0; j < z.length; j++) {
      dz[j] *= scale;
    }
    return t.length == z.length && z.length > 1
        ? fromProbabilities(z, t, max, logSum, dz)
        : fromClass(z, t[0], max, logSum, dz);
  }

  private static double fromClass(double[] z, double t, double max, double logSum, double[] dz) {
    double index = z.length == 1 && t == 1 ? 0 : t; // one class: its index 0, or its probability 1
    int c = (int) index;
    if (c != index || c < 0 || c >= z.length) {
      throw new IllegalArgumentException(
          "classes are 0 to " + (z.length - 1) + ", got " + number(t));
    }
    dz[c] -= 1;
    return logSum - (z[c] - max);
  }

  private static double fromProbabilities(
      double[] z, double[] t, double max, double logSum, double[] dz) {
    double total = 0;
    double loss = 0;
    for (int j = 0; j < z.length; j++) {
      if (!(t[j] >= 0)) {
        throw new IllegalArgumentException("probabilities are not negative, got " + number(t[j]));
      }
      total += t[j];
      dz[j] -= t[j];
      loss += t[j] == 0 ? 0 : t[j] * (logSum - (z[j] - max)); // 0 · ∞ is 0 here
    }
    if (!(Math.abs(total - 1) < TOLERANCE)) {
      throw new IllegalArgumentException("probabilities add up to 1, these to " + number(total));
    }
    return loss;
  }

  private static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e9 ? Long.toString((long) x) : Double.toString(x);
  }
}
