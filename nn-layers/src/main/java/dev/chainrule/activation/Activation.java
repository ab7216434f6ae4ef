package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Frame;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Theta;
import dev.chainrule.notation.Notation;
import dev.chainrule.tensor.Shape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer without parameters whose output has the shape of its input: what makes a net nonlinear.
 */
public interface Activation extends Layer {
  @Override
  default Shape outputShape(Shape input) {
    return input;
  }

  /** f(x), as a formula. */
  Var define(Var x);

  @Override
  default Var define(Var x, Theta theta) {
    return define(x);
  }

  /** Whether f(x) = x, so that it need not be computed. */
  default boolean changesNothing() {
    return false;
  }

  /**
   * y = f(x Aᵀ + b), the map of a dense layer; in one piece of work where f allows it.
   *
   * @param x {@code [batch, in]}; not modified
   * @param A {@code [out, in]}
   * @param b {@code [out]}, or null for none
   * @param z {@code [batch, out]}, overwritten; y may lie there
   * @param frame of this activation
   */
  default INDArray forwardAffine(
      INDArray x, INDArray A, @Nullable INDArray b, INDArray z, Frame frame) {
    frame.kernels().affine(x, A, b, z);
    return changesNothing() ? z : forward(z, frame);
  }

  /**
   * The way back: ∂L/∂z from ∂L/∂y, and from it ∂L/∂A and ∂L/∂b.
   *
   * @param dy ∂L/∂y, {@code [batch, out]}; not modified
   * @param x what forward was given; not modified
   * @param add whether dA and db are added to, or overwritten
   * @param dA {@code [out, in]}
   * @param db {@code [out]}, or null for none
   * @param frame of this activation
   * @return dz = ∂L/∂z
   */
  default INDArray backwardAffine(
      INDArray dy, INDArray x, boolean add, INDArray dA, @Nullable INDArray db, Frame frame) {
    INDArray dz = changesNothing() ? dy : backward(dy, frame);
    frame.kernels().affineParameters(dz, x, add, dA, db);
    return dz;
  }

  @Override
  default Notation symbol() {
    return Notation.of(Activations.nameOf(this));
  }

  @Override
  default String describe(Shape input) {
    return Activations.nameOf(this);
  }
}
