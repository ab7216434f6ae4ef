package dev.chainrule.nn;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.chainrule.autodiff.Var;
import dev.chainrule.notation.Notation;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A differentiable map y = f(x; θ): immutable, without state, equal by value (a record where it can
 * be). All that changes stands in the {@link Frame} that it is handed, so that one layer serves
 * many networks and many threads.
 *
 * <p>Shapes are those of one row; arrays have the batch before them. A layer checks shapes in
 * {@link #outputShape}, once, before any number exists, and trusts them from then on.
 *
 * <p>A new layer is one file and one line in the catalogue of its module; {@link #outputShape} and
 * {@link #define} are all it needs. The laws then run on it: what was derived by hand agrees with
 * its definition, backward is the adjoint of pushforward, gradients match difference quotients in
 * double, a batch is its rows one by one, saved and loaded are equal.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface Layer {
  /**
   * The shape of one output row.
   *
   * @throws dev.chainrule.tensor.ShapeException if this layer cannot take such inputs
   */
  Shape outputShape(Shape input);

  /** The parameters it needs for such inputs, in the order they stand in the flat array. */
  default List<ParamSpec> parameters(Shape input) {
    return List.of();
  }

  /**
   * The mathematics: y = f(x; θ) as a formula. From it alone follow derivatives of any order, in
   * every mode; and so do {@link #forward}, {@link #backward} and {@link #pushforward}, unless a
   * layer derives them by hand to be fast. A law checks that both agree.
   *
   * @param x {@code [batch, …]}
   * @param theta the parameters by name
   * @return {@code [batch, …]}, with rows of {@link #outputShape}
   */
  Var define(Var x, Theta theta);

  /**
   * y = f(x; θ).
   *
   * @param x {@code [batch, …]}; not modified, and not to change before {@link #backward}
   * @param frame this layer's parameters and buffers; what backward will want is saved there
   * @return y, in a buffer of the frame that the next forward pass overwrites
   */
  default INDArray forward(INDArray x, Frame frame) {
    return Tape.forward(this, x, frame);
  }

  /**
   * Given ∂L/∂y, <b>adds</b> ∂L/∂θ to the frame's gradients and returns ∂L/∂x.
   *
   * @param dy ∂L/∂y, of y's shape; not modified
   * @param frame as the last {@link #forward} left it
   * @return ∂L/∂x, of x's shape, in a buffer of the frame
   */
  default INDArray backward(INDArray dy, Frame frame) {
    return Tape.of(frame).backward(dy, frame);
  }

  /**
   * The same without ∂L/∂x, which nobody asks of the first layer of a network: for a Dense that is
   * a third of its work.
   */
  default void backwardParameters(INDArray dy, Frame frame) {
    Tape tape = frame.tape();
    if (tape == null) {
      backward(dy, frame);
    } else {
      tape.backwardParameters(dy, frame);
    }
  }

  /**
   * What {@link #backward} does, and beside it ∂L_i/∂θ of every sample i, into {@link
   * Frame#sampleGradient}; L is the sum of the L_i, so that row i of dy belongs to sample i alone.
   * By a loop over the samples; a layer with a closed form overrides it.
   *
   * @param x what {@link #forward} was given
   * @throws IllegalStateException if the layer goes forward by hand and its formula draws random
   *     numbers, which would be others
   */
  default INDArray backwardPerSample(INDArray x, INDArray dy, Frame frame) {
    if (frame.hasParameters()) {
      Tape.perSample(this, x, dy, frame);
    }
    return backward(dy, frame);
  }

  /**
   * Forward mode: how y changes when x changes by dx and θ by dθ, dy = ∂y/∂x dx + ∂y/∂θ dθ.
   *
   * @param x what {@link #forward} was given
   * @param dx of x's shape; not modified
   * @param frame as the last {@link #forward} left it, with dθ in {@link Frame#tangent}
   * @return dy, of y's shape, in a buffer of the frame
   * @throws IllegalStateException if the layer goes forward by hand and its formula draws random
   *     numbers, which would be others
   */
  default INDArray pushforward(INDArray x, INDArray dx, Frame frame) {
    return Tape.ofOrAgain(this, x, frame).pushforward(dx, frame);
  }

  /** The layers that this one is made of, in order; none for most. */
  default List<Layer> children() {
    return List.of();
  }

  /**
   * Whether every number of y depends on the number of x at the same place alone: then the Jacobian
   * is diagonal.
   */
  default boolean worksElementwise() {
    return false;
  }

  /** What formulas call f: {@code σ}. */
  default Notation symbol() {
    return Notation.of(toString().replaceFirst("[\\[(].*", ""));
  }

  /** ∂y/∂x in symbols, of what x and y are called: for a sigmoid f ⊙ (1 − f). */
  default Notation derivative(Notation x, Notation y) {
    return worksElementwise() ? symbol().then("′", "'").of(x) : y.by(x);
  }

  /** How a summary shows it, for inputs of this shape: {@code Dense(784→128, relu)}. */
  default String describe(Shape input) {
    return toString();
  }
}
