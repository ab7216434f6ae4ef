package dev.chainrule.loss;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.BlockLoss;
import dev.chainrule.kernel.FloatExp;
import dev.chainrule.kernel.RowBlock;
import dev.chainrule.nn.Loss;
import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;

/**
 * The cross-entropy of softmax(z) from the logits z, averaged over the batch.
 *
 * <p>For a class c: ℓ = ln Σ_j e^{z_j} − z_c and ∂ℓ/∂z = softmax(z) − e_c. For probabilities t: ℓ =
 * Σ_j t_j (ln Σ_k e^{z_k} − z_j) and ∂ℓ/∂z = T softmax(z) − t, where T = Σ_j t_j is 1 up to
 * rounding. Computed from z − max z, exact also where softmax itself would underflow, and with ln(1
 * + …), exact also where ℓ is nearly 0; so is the slope, for which 1 − softmax(z) at the largest z
 * is the sum of the others.
 *
 * <p>What remains is the rounding of z − max z, which is that of the exponentials, relatively: up
 * to 8e-14 in double and 4e-6 in float, for differences of 700 and 80, and none where z − max z is
 * exact.
 *
 * <p>Targets: {@code [batch]} indices of classes, or {@code [batch, classes]} probabilities.
 */
public record SoftmaxCrossEntropy() implements Loss, BlockLoss {
  private static final double TOLERANCE = 1e-3; // of probabilities given in float

  /** Below, a sum less 1 would have lost digits that the sum without the 1 has. */
  private static final double ALMOST_SURE = 1e-6;

  /** Far enough from infinity for another factor. */
  private static final double LARGE = 1e200;

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
    return probabilities.mul(z.logSoftmax(1)).sum(1).neg();
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
    double logSum = log1p(more);
    double scale = 1 / sum;
    for (int j = 0; j < z.length; j++) {
      dz[j] *= scale;
    }
    if (t.length == z.length && z.length > 1) {
      return fromProbabilities(z, t, largest, more * scale, logSum, dz);
    }
    int c = index(t[0], z.length);
    dz[c] = c == largest ? -more * dz[c] : dz[c] - 1; // 1 − softmax is what the others have
    return logSum - (z[c] - max);
  }

  private static int index(double t, int classes) {
    double index = classes == 1 && t == 1 ? 0 : t; // one class: its index 0, or its probability 1
    int c = (int) index;
    if (c != index || c < 0 || c >= classes) {
      throw new IllegalArgumentException(
          "classes are 0 to " + (classes - 1) + ", got " + number(t));
    }
    return c;
  }

  /**
   * Turns softmax(z) in dz into softmax(z) − t; {@code unsure} is 1 − softmax(z) at the largest z.
   */
  private static double fromProbabilities(
      double[] z, double[] t, int largest, double unsure, double logSum, double[] dz) {
    double others = 0;
    double loss = 0;
    for (int j = 0; j < z.length; j++) {
      checkProbability(t[j]);
      others += j == largest ? 0 : t[j];
      loss += t[j] == 0 ? 0 : t[j] * (logSum - (z[j] - z[largest])); // 0 · ∞ is 0 here
    }
    double total = others + t[largest];
    checkTotal(total);
    double sure = dz[largest];
    for (int j = 0; j < z.length; j++) {
      dz[j] = total * dz[j] - t[j];
    }
    dz[largest] = atLargest(sure, unsure, t[largest], others);
    return loss;
  }

  /** (t + others) p − t, where q is 1 − p with all its digits. */
  private static double atLargest(double p, double q, double t, double others) {
    return others * p - t * q;
  }

  private static void checkProbability(double t) {
    if (!(t >= 0)) {
      throw new IllegalArgumentException("probabilities are not negative, got " + number(t));
    }
  }

  private static void checkTotal(double total) {
    if (!(Math.abs(total - 1) < TOLERANCE)) {
      throw new IllegalArgumentException("probabilities add up to 1, these to " + number(total));
    }
  }

  /** ln(1 + x) for x ≥ 0: what rounding took from 1 + x is given back in proportion. */
  private static double log1p(double x) {
    double u = 1 + x;
    return u == 1 || u == Double.POSITIVE_INFINITY ? x : Math.log(u) * (x / (u - 1));
  }

  // ---- many rows at once, in floats

  /**
   * In three sweeps: z − max z and its part of the loss; all exponentials; their sums, of whose
   * product one logarithm is taken: Σ ln(1 + s_i) = ln Π (1 + s_i).
   */
  @Override
  public double rows(RowBlock block) {
    int k = block.columns();
    float[] z = block.predictions();
    float[] dz = block.gradients();
    float[] t = block.targets();
    boolean areClasses = block.targetColumns() != k || k == 1;
    double loss = 0;
    for (int i = 0; i < block.rows(); i++) {
      subtractLargest(z, i * k, k);
      try {
        loss -=
            areClasses
                ? z[i * k + index(t[i], k)]
                : expected(z, t, i * k, k); // Σ_j t_j (z_j − max)
      } catch (IllegalArgumentException e) {
        throw block.wrongTarget(i, e);
      }
    }
    FloatExp.of(1, z, dz, block.rows() * k);
    double all = 0; // Π (1 + more) − 1
    for (int i = 0; i < block.rows(); i++) {
      double more = sumWithoutLargest(dz, i * k, k);
      all += more + all * more;
      if (!(all < LARGE)) {
        loss += log1p(all);
        all = 0;
      }
      if (areClasses) {
        gradient(dz, i * k, k, i * k + index(t[i], k), more, block.scale());
      } else {
        gradient(dz, i * k, k, t, more, block.scale());
      }
    }
    return loss + log1p(all);
  }

  /** A NaN is not the largest here, unless it is the first; the difference is NaN all the same. */
  private static void subtractLargest(float[] z, int from, int k) {
    float largest = z[from];
    for (int j = from + 1; j < from + k; j++) {
      largest = z[j] > largest ? z[j] : largest;
    }
    for (int j = from; j < from + k; j++) {
      z[j] -= largest;
    }
  }

  private static double expected(float[] z, float[] t, int from, int k) {
    double total = 0;
    double sum = 0;
    for (int j = from; j < from + k; j++) {
      checkProbability(t[j]);
      total += t[j];
      sum += t[j] == 0 ? 0 : t[j] * (double) z[j]; // 0 · ∞ is 0 here
    }
    checkTotal(total);
    return sum;
  }

  /** Σ_j e_j less one of those that are 1. */
  private static double sumWithoutLargest(float[] e, int from, int k) {
    double sum = 0;
    for (int j = from; j < from + k; j++) {
      sum += e[j];
    }
    if (sum - 1 > ALMOST_SURE) {
      return sum - 1;
    }
    double more = 0;
    boolean left = false;
    for (int j = from; j < from + k; j++) {
      if (e[j] == 1 && !left) {
        left = true;
      } else {
        more += e[j];
      }
    }
    return more;
  }

  /** softmax(z) less the one-hot vector of c; that of c itself is −Σ_{j≠c} e_j / Σ_j e_j. */
  private static void gradient(float[] e, int from, int k, int c, double more, double scale) {
    double factor = scale / (1 + more);
    float others = (float) factor;
    float own = (float) ((e[c] - 1 - more) * factor);
    for (int j = from; j < from + k; j++) {
      e[j] *= others;
    }
    e[c] = own;
  }

  /** T softmax(z) − t, where T is the sum of t: 1, up to the rounding of floats. */
  private static void gradient(float[] e, int from, int k, float[] t, double more, double scale) {
    double factor = 1 / (1 + more);
    int largest = from;
    double total = 0;
    for (int j = from; j < from + k; j++) {
      largest = e[j] > e[largest] ? j : largest;
      total += t[j];
    }
    double own = t[largest];
    double others = total - own;
    if (others < ALMOST_SURE) { // too near to 0 for a difference
      others = 0;
      for (int j = from; j < from + k; j++) {
        others += j == largest ? 0 : t[j];
      }
    }
    for (int j = from; j < from + k; j++) {
      e[j] = (float) ((total * e[j] * factor - t[j]) * scale);
    }
    e[largest] = (float) (atLargest(factor, more * factor, own, others) * scale);
  }

  private static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e9 ? Long.toString((long) x) : Double.toString(x);
  }
}
