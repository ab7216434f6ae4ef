package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.RowMap;
import dev.chainrule.nn.Frame;
import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y_i = e^{x_i} / Σ_j e^{x_j}, row by row: positive numbers that add up to 1.
 *
 * <p>∂y_i/∂x_j = y_i(δ_ij − y_j), so dx = y ⊙ (dy − ⟨y, dy⟩). Computed from x − max x, which cannot
 * overflow; and from dy less its number at the largest y, which changes nothing but keeps the
 * digits of 1 − y where y is nearly 1.
 *
 * <p>To train a classifier, leave it out and use the loss {@code SoftmaxCrossEntropy}, which takes
 * logits and is exact where this one underflows.
 */
public record Softmax() implements Activation, RowMap {
  @Override
  public Var define(Var x) {
    return x.softmax(-1);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1) {
      throw new ShapeException(
          "softmax: expected one row of numbers, got shape " + input + ". Flatten first.");
    }
    return input;
  }

  @Override
  public INDArray forward(INDArray x, Frame frame) {
    INDArray y = frame.bufferLike("y", x);
    frame.kernels().mapRows(this, x, y);
    frame.save("y", y);
    return y;
  }

  @Override
  public INDArray backward(INDArray dy, Frame frame) {
    INDArray dx = frame.bufferLike("dx", dy);
    frame.kernels().mapRowsBackward(this, frame.saved("y"), dy, dx);
    return dx;
  }

  /** The Jacobian is symmetric. */
  @Override
  public INDArray pushforward(INDArray x, INDArray dx, Frame frame) {
    INDArray dy = frame.bufferLike("dy", dx);
    frame.kernels().mapRowsBackward(this, frame.saved("y"), dx, dy);
    return dy;
  }

  /** diag(y) − y yᵀ, for each row. */
  @Override
  public Notation derivative(Notation x, Notation y) {
    return Notation.of("diag").of(y).minus(y).then(" ", " ").then(y).then("ᵀ", "^\\top");
  }

  @Override
  public void value(double[] x, double[] y) {
    double max = Double.NEGATIVE_INFINITY;
    for (double xi : x) {
      max = Math.max(max, xi);
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.exp(x[i] - max);
      sum += y[i];
    }
    for (int i = 0; i < y.length; i++) {
      y[i] /= sum;
    }
  }

  @Override
  public void pullback(double[] y, double[] dy, double[] dx) {
    int largest = 0;
    for (int i = 1; i < y.length; i++) {
      largest = y[i] > y[largest] ? i : largest;
    }
    double dot = 0;
    for (int i = 0; i < y.length; i++) {
      dot += y[i] * (dy[i] - dy[largest]);
    }
    for (int i = 0; i < y.length; i++) {
      dx[i] = y[i] * (dy[i] - dy[largest] - dot);
    }
  }
}
