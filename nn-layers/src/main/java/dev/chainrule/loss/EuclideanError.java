package dev.chainrule.loss;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Norms;
import dev.chainrule.nn.Loss;
import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;

/**
 * L = ‖p − t‖, averaged over the batch: the loss of the lecture, L(θ) = ‖y − f_K(θ, x)‖. Its
 * gradient is the unit vector (p − t)/‖p − t‖, and 0 by convention where p = t; second derivatives
 * are NaN there, as there are none.
 */
public record EuclideanError() implements Loss {
  @Override
  public String name() {
    return "euclidean error";
  }

  @Override
  public Targets targets() {
    return Targets.VECTORS;
  }

  @Override
  public double scale(long rows, long columns) {
    return Reduction.BATCH_MEAN.scale(rows, columns);
  }

  @Override
  public Notation notation(Notation p, Notation t, Shape predictions, Shape targets) {
    return Reduction.BATCH_MEAN.sign(predictions).then(norm(p, t));
  }

  @Override
  public Notation derivative(Notation p, Notation t, Shape predictions, Shape targets) {
    Notation unit = p.minus(t).inParentheses().then(" / ", " / ").then(norm(p, t));
    return Reduction.BATCH_MEAN.share(unit, predictions);
  }

  private static Notation norm(Notation p, Notation t) {
    Notation error = p.minus(t);
    return new Notation("‖" + error.text() + "‖", "\\lVert " + error.latex() + "\\rVert");
  }

  @Override
  public Var define(Var p, Var t) {
    return p.sub(t).norm(1);
  }

  @Override
  public double row(double[] p, double[] t, double[] dp) {
    for (int i = 0; i < p.length; i++) {
      dp[i] = p[i] - t[i];
    }
    double norm = Norms.euclidean(dp);
    for (int i = 0; i < p.length; i++) {
      dp[i] = norm == 0 ? 0 : dp[i] / norm;
    }
    return norm;
  }
}
