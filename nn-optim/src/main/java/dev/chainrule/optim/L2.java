package dev.chainrule.optim;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.param.ParamLayout;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weight decay as a penalty: adds ½ λ ‖w‖² to the loss, so g ← g + λ w.
 *
 * <p>Nielsen's λ is ours times the number of training rows n, since he writes λ/2n ‖w‖².
 *
 * @param lambda λ, not negative
 * @param biases whether biases too, as PyTorch's {@code weight_decay}; usually only weights
 */
public record L2(double lambda, boolean biases) implements Rule {

  /** Checks the constants. */
  public L2 {
    Checks.notNegative("lambda", lambda);
  }

  @Override
  public void apply(Update u) {
    Kernels k = u.kernels();
    INDArray g = u.gradient();
    if (biases) {
      k.axpby(lambda, u.theta().flat(), 1, g);
      return;
    }
    for (ParamLayout.Entry entry : u.theta().layout().entries()) {
      if (entry.spec().isWeight()) {
        String name = entry.spec().name();
        k.axpby(lambda, u.theta().view(name), 1, u.gradients().view(name));
      }
    }
  }
}
