package dev.chainrule.activation;

import dev.chainrule.kernel.Elementwise;
import dev.chainrule.nn.Frame;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation of one number at a time, y = f(x), so that its Jacobian is diagonal: ∂L/∂x = ∂L/∂y
 * ⊙ f′(x), and dy = f′(x) ⊙ dx.
 */
public interface ElementwiseActivation extends Activation, Elementwise {
  /** Where f has no derivative, so that a gradient check can step around it; nowhere for most. */
  default double[] kinks() {
    return new double[0];
  }

  @Override
  default INDArray forward(INDArray x, Frame frame) {
    INDArray y = frame.bufferLike("y", x);
    frame.kernels().map(this, x, y);
    frame.save("r", derivativeReads() == Reads.INPUT ? x : y);
    if (frame.watchesKinks()) {
      frame.noteKinks(kinks(), x);
    }
    return y;
  }

  @Override
  default INDArray backward(INDArray dy, Frame frame) {
    INDArray dx = frame.bufferLike("dx", dy);
    frame.kernels().mapBackward(this, frame.saved("r"), dy, dx);
    return dx;
  }

  @Override
  default INDArray pushforward(INDArray x, INDArray dx, Frame frame) {
    INDArray dy = frame.bufferLike("dy", dx);
    frame.kernels().mapBackward(this, frame.saved("r"), dx, dy);
    return dy;
  }
}
