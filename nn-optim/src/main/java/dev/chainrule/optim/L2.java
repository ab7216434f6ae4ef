package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;

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
    Vectors k = u.vectors();
    FlatVector g = u.gradient();
    if (biases) {
      k.axpby(lambda, u.theta(), 1, g);
      return;
    }
    for (int i = 0; i < u.parts().size(); i++) {
      Update.Part part = u.parts().get(i);
      if (part.spec().isWeight()) {
        k.axpby(lambda, part.theta(), 1, part.gradient());
      }
    }
  }
}
