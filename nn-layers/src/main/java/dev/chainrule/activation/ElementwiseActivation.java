package dev.chainrule.activation;

import dev.chainrule.kernel.Elementwise;
import dev.chainrule.nn.Frame;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation of one number at a time, y = f(x), so that its Jacobian is diagonal: ∂L/∂x = ∂L/∂y
 * ⊙ f′(x), and dy = f′(x) ⊙ dx.
 *
 * <p>Who overrides forward or backward overrides forwardAffine or backwardAffine as well, which are
 * what a Dense layer calls.
 */
public interface ElementwiseActivation extends Activation, Elementwise {
  /** Where f has no derivative, so that a gradient check can step around it; nowhere for most. */
  default double[] kinks() {
    return new double[0];
  }

  @Override
  default boolean worksElementwise() {
    return true;
  }

  @Override
  default INDArray forward(INDArray x, Frame frame) {
    INDArray y = frame.bufferLike("y", x);
    if (keepsResidual()) {
      INDArray r = frame.bufferLike("r", x);
      frame.kernels().mapKeeping(this, x, r, y);
      frame.save("r", r);
    } else {
      frame.kernels().map(this, x, y);
      frame.save("r", derivativeReads() == Reads.INPUT ? x : y);
    }
    noteKinks(x, frame);
    return y;
  }

  @Override
  default INDArray forwardAffine(
      INDArray x, INDArray A, @Nullable INDArray b, INDArray z, Frame frame) {
    // f's sides are told from z, and who looks on may read it.
    boolean needsZ = frame.watchesKinks() || frame.observer() != null;
    if (changesNothing() || (needsZ && keepsResidual())) {
      return Activation.super.forwardAffine(x, A, b, z, frame);
    }
    // Where z is of no more use and nothing else is to lie there, y may as well.
    INDArray y = needsZ || derivativeReads() != Reads.OUTPUT ? frame.bufferLike("y", z) : z;
    frame.kernels().affineMap(x, A, b, this, z, y);
    frame.save("r", derivativeReads() == Reads.OUTPUT ? y : z);
    noteKinks(z, frame);
    return y;
  }

  private void noteKinks(INDArray x, Frame frame) {
    if (frame.watchesKinks()) {
      frame.noteKinks(kinks(), x);
    }
  }

  @Override
  default INDArray backward(INDArray dy, Frame frame) {
    INDArray dx = frame.bufferLike("dx", dy);
    frame.kernels().mapBackward(this, frame.saved("r"), dy, dx);
    return dx;
  }

  @Override
  default INDArray backwardAffine(
      INDArray dy, INDArray x, boolean add, INDArray dA, @Nullable INDArray db, Frame frame) {
    if (changesNothing()) {
      return Activation.super.backwardAffine(dy, x, add, dA, db, frame);
    }
    INDArray dz = frame.bufferLike("dx", dy);
    frame.kernels().affineMapParameters(this, frame.saved("r"), dy, x, add, dz, dA, db);
    return dz;
  }

  /** Reads what forward kept, not x, which may have been written over. */
  @Override
  default INDArray pushforward(INDArray x, INDArray dx, Frame frame) {
    INDArray dy = frame.bufferLike("dy", dx);
    frame.kernels().mapBackward(this, frame.saved("r"), dx, dy);
    return dy;
  }
}
