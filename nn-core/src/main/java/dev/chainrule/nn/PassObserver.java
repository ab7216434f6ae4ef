package dev.chainrule.nn;

import dev.chainrule.autodiff.Var;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks on while a {@link Pass} goes through a network: told by those who do it what was computed
 * from what, forward, back and in forward mode. Nothing is computed twice for it, and where nobody
 * looks on nothing is told.
 *
 * <p>A layer is entered and left. One that says nothing between is one step for who looks on; one
 * that is made of steps tells of each, as a dense layer does of its affine map and its activation.
 * All arrays are buffers that the pass writes over later: what is to stay must be copied. Of a
 * layer that throws nothing more is told, and gradients sample by sample are not told of at all.
 */
public interface PassObserver {
  /** A layer begins to compute from x. */
  default void entered(Frame frame, Layer layer, INDArray x) {}

  /** A layer has computed y from x. */
  default void left(Frame frame, Layer layer, INDArray x, INDArray y) {}

  /**
   * Within a layer: z = x Aᵀ + b.
   *
   * @param weight what the layer calls A
   * @param bias what it calls b; null where there is none
   */
  default void affine(Frame frame, INDArray x, String weight, @Nullable String bias, INDArray z) {}

  /** Within a layer: y = part(x), with the frame of the part. */
  default void computed(Frame frame, Layer part, INDArray x, INDArray y) {}

  /** A layer evaluated its formula; y leads back to x and the parameters. */
  default void evaluated(Frame frame, Var x, Map<String, Var> parameters, Var y) {}

  /**
   * A layer, or a part of one, went back from ∂L/∂y.
   *
   * @param dx ∂L/∂x; null where nobody asked for it
   */
  default void wentBack(Frame frame, Layer layer, INDArray dy, @Nullable INDArray dx) {}

  /** Within a layer: ∂L/∂A and ∂L/∂b of {@link #affine} were added, from ∂L/∂z. */
  default void affineWentBack(Frame frame, INDArray dz) {}

  /**
   * The formula of a layer was gone back through.
   *
   * @param adjoints ∂L/∂v for every v of the formula
   */
  default void formulaWentBack(Frame frame, UnaryOperator<Var> adjoints) {}

  /** Forward mode: a layer, or a part of one, changes by dy. */
  default void pushedForward(Frame frame, Layer layer, INDArray dy) {}

  /** Within a layer, forward mode: z of {@link #affine} changes by dz. */
  default void affinePushedForward(Frame frame, INDArray dz) {}
}
