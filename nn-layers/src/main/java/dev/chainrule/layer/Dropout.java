package dev.chainrule.layer;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Frame;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Theta;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * In training, sets each number to 0 with probability p and divides the others by 1 − p, so that
 * the mean stays: y = m ⊙ x, and dx = m ⊙ dy. When predicting, y = x. Srivastava et al. 2014, in
 * the inverted form that is usual since.
 *
 * @param p the probability to drop, in [0, 1)
 */
public record Dropout(double p) implements Layer {
  /** Checks the probability. */
  public Dropout {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException("Dropout: p must be in [0, 1), got " + p);
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Var define(Var x, Theta theta) {
    if (p == 0 || theta.mode() == Mode.INFER) {
      return x;
    }
    double[] mask = new double[Math.toIntExact(x.shape().size())];
    Arrays.setAll(mask, i -> theta.random().nextDouble() < 1 - p ? 1 / (1 - p) : 0);
    return x.mul(Var.of(x.shape(), mask));
  }

  @Override
  public INDArray forward(INDArray x, Frame frame) {
    if (keepsAll(frame)) {
      return x;
    }
    INDArray mask = frame.bufferLike("mask", x);
    INDArray y = frame.bufferLike("y", x);
    frame.kernels().dropout(frame.random(), 1 - p, x, mask, y);
    frame.save("mask", mask);
    return y;
  }

  @Override
  public INDArray backward(INDArray dy, Frame frame) {
    if (keepsAll(frame)) {
      return dy;
    }
    INDArray dx = frame.bufferLike("dx", dy);
    frame.kernels().multiply(dy, frame.saved("mask"), dx);
    return dx;
  }

  @Override
  public INDArray pushforward(INDArray x, INDArray dx, Frame frame) {
    if (keepsAll(frame)) {
      return dx;
    }
    INDArray dy = frame.bufferLike("dy", dx);
    frame.kernels().multiply(dx, frame.saved("mask"), dy);
    return dy;
  }

  @Override
  public boolean worksElementwise() {
    return true;
  }

  private boolean keepsAll(Frame frame) {
    return p == 0 || frame.mode() == Mode.INFER;
  }

  @Override
  public String describe(Shape input) {
    return "Dropout(" + p + ")";
  }
}
