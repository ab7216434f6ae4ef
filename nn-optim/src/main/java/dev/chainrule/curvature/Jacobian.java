package dev.chainrule.curvature;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Pass;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * J = ∂p/∂θ of a batch's predictions p, {@code [n, k]}, by the network's P parameters: known by its
 * products in both directions, each one sweep through the network.
 */
public final class Jacobian {
  private final PredictionGraph formula;
  private final Supplier<Pass> pass;

  /**
   * Of these predictions.
   *
   * @param pass a new way through the same network, gone forward with the same batch
   */
  Jacobian(PredictionGraph formula, Supplier<Pass> pass) {
    this.formula = formula;
    this.pass = pass;
  }

  /**
   * J v: how the predictions move when θ moves along v. Forward mode.
   *
   * @param v {@code [P]}; not modified
   * @return {@code [n, k]}, a new array
   */
  public INDArray times(INDArray v) {
    Doubles.checkVector(v, formula.size());
    return along(Doubles.of(v)).toINDArray();
  }

  /**
   * Jᵀ u: the gradient of ⟨u, p⟩. Reverse mode.
   *
   * @param u {@code [n, k]}; not modified
   * @return {@code [P]}, a new array
   */
  public INDArray transposeTimes(INDArray u) {
    Shapes.equal("Jᵀu: u and the predictions", Shapes.of(u), formula.p().shape());
    return back(Var.over(Doubles.of(u))).toINDArray();
  }

  Var along(INDArray v) {
    return formula.along(v, formula.p());
  }

  Var back(Var u) {
    return formula.gradient(formula.p(), u);
  }

  /**
   * All of it, {@code [n, k, P]}: by k sweeps back, each for all samples.
   *
   * @throws IllegalArgumentException if it takes more than {@link Curvature#DEFAULT_LIMIT}
   */
  public INDArray array() {
    return array(Curvature.DEFAULT_LIMIT);
  }

  /**
   * The same.
   *
   * @param limit how many bytes it may take
   */
  public INDArray array(long limit) {
    Shape all = formula.p().shape().then(Shape.of(formula.size()));
    ArrayBudget.check(
        "the Jacobian is",
        all,
        limit,
        "Products with it need no array: jacobian().times(v) and jacobian().transposeTimes(u).");
    long n = all.dim(0);
    long k = all.dim(1);
    Shape line = Shape.of(formula.size());
    INDArray out = Nd4j.createUninitialized(DataType.DOUBLE, all.toArray());
    Pass back = pass.get();
    for (long j = 0; j < k; j++) {
      INDArray unit = Nd4j.zeros(DataType.DOUBLE, n, k);
      for (long i = 0; i < n; i++) {
        unit.putScalar(i, j, 1);
      }
      INDArray lines = back.backwardPerSample(unit);
      for (long i = 0; i < n; i++) {
        INDArray to = Shapes.view(out, (i * k + j) * line.size(), line);
        back.kernels().copy(Shapes.view(lines, i * line.size(), line), to);
      }
    }
    return out;
  }

  @Override
  public String toString() {
    return "the Jacobian, " + formula.p().shape() + " by [" + formula.size() + "]";
  }
}
