package dev.chainrule.loss;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Loss;
import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;

/**
 * L = c Σ (p − t)², ∂L/∂p = 2c (p − t), with c the factor times what the reduction says.
 *
 * <pre>{@code
 * SquaredError.mean()   // 1/(rows·columns) Σ (p − t)²: PyTorch's MSELoss
 * SquaredError.sum()    // Σ (p − t)²
 * SquaredError.half()   // 1/rows Σ ½ ‖p − t‖²: Nielsen's quadratic cost
 * }</pre>
 *
 * @param factor before each square, positive
 * @param reduction over the batch
 */
public record SquaredError(double factor, Reduction reduction) implements Loss {
  /** Checks the factor. */
  public SquaredError {
    if (!(factor > 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("factor must be positive and finite, got " + factor);
    }
  }

  /** The mean of the squares. */
  public static SquaredError mean() {
    return new SquaredError(1, Reduction.MEAN);
  }

  /** The sum of the squares. */
  public static SquaredError sum() {
    return new SquaredError(1, Reduction.SUM);
  }

  /** Half of each row's sum of squares, averaged over the batch. */
  public static SquaredError half() {
    return new SquaredError(0.5, Reduction.BATCH_MEAN);
  }

  @Override
  public String name() {
    return "squared error";
  }

  @Override
  public Targets targets() {
    return Targets.VECTORS;
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
  public Notation notation(Notation p, Notation t, Shape predictions, Shape targets) {
    Notation square = p.minus(t).inParentheses().then("²", "^2");
    Notation half = factor == 0.5 ? new Notation("½ ", "\\tfrac12 ") : times(factor);
    return reduction.sign(predictions).then(half).then(square);
  }

  @Override
  public Notation derivative(Notation p, Notation t, Shape predictions, Shape targets) {
    Notation error = p.minus(t);
    Notation one = factor == 0.5 ? error : times(2 * factor).then(error.inParentheses());
    return reduction.share(one, predictions);
  }

  private static Notation times(double c) {
    return c == 1 ? new Notation("", "") : Notation.number(c).then(" ", "\\, ");
  }

  @Override
  public Var define(Var p, Var t) {
    return p.sub(t).square().sum(1).mul(factor);
  }

  @Override
  public double row(double[] p, double[] t, double[] dp) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double error = p[i] - t[i];
      sum += factor * error * error;
      dp[i] = 2 * factor * error;
    }
    return sum;
  }
}
