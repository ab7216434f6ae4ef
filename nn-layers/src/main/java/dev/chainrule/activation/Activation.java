package dev.chainrule.activation;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Theta;
import dev.chainrule.tensor.Shape;

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

  @Override
  default String describe(Shape input) {
    return Activations.nameOf(this);
  }
}
