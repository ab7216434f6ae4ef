package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;

/**
 * Adam with decoupled weight decay: u = Adam's u + lr λ θ. Loshchilov &amp; Hutter 2019, Alg. 2; lr
 * multiplies the decay too, as in PyTorch.
 *
 * @param adam Adam's part
 * @param decay λ, not negative; {@value #DECAY} in PyTorch
 */
public record AdamW(Adam adam, double decay) implements Rule {
  /** λ of PyTorch. */
  public static final double DECAY = 0.01;

  /** Checks the constants. */
  public AdamW {
    Checks.notNegative("decay", decay);
  }

  /** With the constants of Adam's paper and λ of PyTorch. */
  public static AdamW of(double lr) {
    return new AdamW(Adam.of(lr), DECAY);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void apply(Update u) {
    Vectors k = u.vectors();
    FlatVector g = u.gradient();
    adam.apply(u);
    k.axpby(adam.lr() * decay, u.theta(), 1, g);
  }
}
