package dev.chainrule.nn;

import dev.chainrule.autodiff.Var;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers one behind the other: f = f_K ∘ … ∘ f₁, itself a layer.
 *
 * <p>Its backward pass is the chain rule of Deisenroth, Faisal &amp; Ong, <i>Mathematics for
 * Machine Learning</i>, (5.115)–(5.118):
 *
 * <pre>
 *   ∂L/∂θ_i = ∂L/∂f_K · ∂f_K/∂f_{K−1} ⋯ ∂f_{i+2}/∂f_{i+1} · ∂f_{i+1}/∂θ_i
 * </pre>
 *
 * <p>read from the left: with ∂L/∂f_{i+1} at hand, the next gradient costs one more product.
 *
 * <p>Parameters of layer i are called {@code i.weight}, {@code i.bias} …
 *
 * <pre>{@code
 * Layer mlp = Sequential.of(Dense.of(128, new Relu()), Dense.of(10));
 * }</pre>
 *
 * @param layers the layers, the one that reads the input first
 */
public record Sequential(List<Layer> layers) implements Layer {
  /** Checks that there is a layer. */
  public Sequential {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a Sequential needs at least one layer");
    }
  }

  /** These layers one behind the other. */
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      shape = outputShape(i, shape);
    }
    return shape;
  }

  @Override
  public List<ParamSpec> parameters(Shape input) {
    List<ParamSpec> all = new ArrayList<>();
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      Shape output = outputShape(i, shape);
      for (ParamSpec spec : layers.get(i).parameters(shape)) {
        all.add(spec.within(Integer.toString(i)));
      }
      shape = output;
    }
    return all;
  }

  private Shape outputShape(int i, Shape input) {
    try {
      return layers.get(i).outputShape(input);
    } catch (ShapeException e) {
      throw new ShapeException("layer[" + i + "] " + e.getMessage(), e);
    }
  }

  @Override
  public Var define(Var x, Theta theta) {
    Var f = x;
    for (int i = 0; i < layers.size(); i++) {
      f = layers.get(i).define(f, theta.child(i));
    }
    return f;
  }

  @Override
  public INDArray forward(INDArray x, Frame frame) {
    INDArray f = x;
    for (int i = 0; i < layers.size(); i++) {
      f = frame.child(i).forward(layers.get(i), f);
    }
    return f;
  }

  @Override
  public INDArray backward(INDArray dy, Frame frame) {
    INDArray df = dy;
    for (int i = layers.size() - 1; i >= 0; i--) {
      df = frame.child(i).backward(layers.get(i), df);
    }
    return df;
  }

  @Override
  public void backwardParameters(INDArray dy, Frame frame) {
    int first = 0;
    while (first < layers.size() && !frame.child(first).hasParameters()) {
      first++;
    }
    INDArray df = dy;
    for (int i = layers.size() - 1; i > first; i--) {
      df = frame.child(i).backward(layers.get(i), df);
    }
    if (first < layers.size()) {
      frame.child(first).backwardParameters(layers.get(first), df);
    }
  }

  @Override
  public INDArray backwardPerSample(INDArray x, INDArray dy, Frame frame) {
    INDArray df = dy;
    for (int i = layers.size() - 1; i >= 0; i--) {
      df = layers.get(i).backwardPerSample(input(i, x, frame), df, frame.child(i));
    }
    return df;
  }

  @Override
  public INDArray pushforward(INDArray x, INDArray dx, Frame frame) {
    INDArray df = dx;
    for (int i = 0; i < layers.size(); i++) {
      df = frame.child(i).pushforward(layers.get(i), input(i, x, frame), df);
    }
    return df;
  }

  /** f_{i−1}, what layer i was given. */
  private static INDArray input(int i, INDArray x, Frame frame) {
    return i == 0 ? x : Objects.requireNonNull(frame.child(i - 1).output());
  }

  @Override
  public List<Layer> children() {
    return layers;
  }

  @Override
  public String describe(Shape input) {
    return "Sequential";
  }
}
