package dev.chainrule.layer;

import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Identity;
import dev.chainrule.autodiff.Var;
import dev.chainrule.init.Preset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Frame;
import dev.chainrule.nn.GradientAccumulator;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.PassObserver;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.Initializer;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fully connected layer y = σ(A x + b); for a batch, Y = σ(X Aᵀ + b).
 *
 * <p>With z = A x + b and dz = dy ⊙ σ′(z), backward is
 *
 * <pre>
 *   ∂L/∂A = dzᵀ X      [out, in]
 *   ∂L/∂b = Σ_rows dz  [out]
 *   ∂L/∂x = dz A       [batch, in]
 * </pre>
 *
 * <p>Parameters: {@code weight} A, {@code [out, in]}, and {@code bias} b, {@code [out]}.
 *
 * <pre>{@code
 * Dense hidden = Dense.of(128, new Relu());
 * Dense logits = Dense.of(10);                     // identity
 * Dense like = logits.withPreset(Preset.PYTORCH);  // PyTorch's first values
 * }</pre>
 *
 * @param out how many units
 * @param activation σ
 * @param bias whether there is a b
 * @param weightInit first values of A; by default Glorot uniform
 * @param biasInit first values of b; by default 0
 */
public record Dense(
    long out, Activation activation, boolean bias, Initializer weightInit, Initializer biasInit)
    implements Layer {
  private static final Activation IDENTITY = new Identity();

  /** Checks the number of units. */
  public Dense {
    if (out <= 0 || out > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("Dense: units must be in 1 … 2³¹ − 1, got " + out);
    }
    java.util.Objects.requireNonNull(activation, "Dense: activation");
    java.util.Objects.requireNonNull(weightInit, "Dense: weightInit");
    java.util.Objects.requireNonNull(biasInit, "Dense: biasInit");
  }

  /** So many units with this activation, a bias, and Keras's first values. */
  public static Dense of(long out, Activation activation) {
    return new Dense(out, activation, true, Preset.KERAS.weights(), Preset.KERAS.biases());
  }

  /** So many units without an activation: an affine map, such as the logits of a classifier. */
  public static Dense of(long out) {
    return of(out, IDENTITY);
  }

  /** The same layer with the first values of another program. */
  public Dense withPreset(Preset preset) {
    return withInit(preset.weights(), preset.biases());
  }

  /** The same layer with other first values. */
  public Dense withInit(Initializer weights, Initializer biases) {
    return new Dense(out, activation, bias, weights, biases);
  }

  /** The same layer without b. */
  public Dense withoutBias() {
    return new Dense(out, activation, false, weightInit, biasInit);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1) {
      throw new ShapeException(
          "Dense(→"
              + out
              + "): expected a row of numbers, got shape "
              + input
              + ". Put a Flatten layer before it: "
              + input.size()
              + " features.");
    }
    Shape z = Shape.of(out);
    if (!activation.parameters(z).isEmpty()) {
      throw new ShapeException(
          "Dense(→"
              + out
              + "): "
              + activation
              + " has parameters of its own, and an activation within Dense has none. Put it behind"
              + " as a layer: Dense.of("
              + out
              + "), then the activation.");
    }
    return activation.outputShape(z);
  }

  @Override
  public List<ParamSpec> parameters(Shape input) {
    long in = input.dim(0);
    Initializer.Fans fans = new Initializer.Fans(in, out);
    ParamSpec weight = new ParamSpec("weight", Shape.of(out, in), fans, weightInit);
    return bias
        ? List.of(weight, new ParamSpec("bias", Shape.of(out), fans, biasInit))
        : List.of(weight);
  }

  @Override
  public Var define(Var x, Theta theta) {
    Var ax = x.matmulTransposed(theta.get("weight"));
    Var z = bias ? ax.add(theta.get("bias").broadcastTo(ax.shape())) : ax;
    return activation.define(z, theta.child(0));
  }

  @Override
  public INDArray forward(INDArray x, Frame frame) {
    INDArray z = frame.buffer("z", Shapes.dim(x, 0), out);
    INDArray b = bias ? frame.parameter("bias") : null;
    frame.save("x", x);
    INDArray y = activation.forwardAffine(x, frame.parameter("weight"), b, z, frame.child(0));
    PassObserver observer = frame.observer();
    if (observer != null) {
      observer.affine(frame, x, "weight", bias ? "bias" : null, isAffine() ? y : z);
      if (!isAffine()) {
        observer.computed(frame.child(0), activation, z, y);
      }
    }
    return y;
  }

  @Override
  public INDArray backward(INDArray dy, Frame frame) {
    INDArray dz = accumulate(dy, frame);
    INDArray dx = frame.bufferLike("dx", frame.saved("x"));
    frame.kernels().affineInput(dz, frame.parameter("weight"), dx);
    return dx;
  }

  @Override
  public void backwardParameters(INDArray dy, Frame frame) {
    accumulate(dy, frame);
  }

  /** In closed form: sample i adds dz_i x_iᵀ to ∂L/∂A, and dz_i to ∂L/∂b. */
  @Override
  public INDArray backwardPerSample(INDArray x, INDArray dy, Frame frame) {
    INDArray dz = accumulate(dy, frame);
    Kernels kernels = frame.kernels();
    kernels.affineWeightPerRow(dz, x, frame.sampleGradient("weight", Shapes.dim(x, 0)));
    if (bias) {
      kernels.copy(dz, frame.sampleGradient("bias", Shapes.dim(x, 0)));
    }
    INDArray dx = frame.bufferLike("dx", x);
    kernels.affineInput(dz, frame.parameter("weight"), dx);
    return dx;
  }

  /** dz = A dx + dA x + db. */
  @Override
  public INDArray pushforward(INDArray x, INDArray dx, Frame frame) {
    Kernels kernels = frame.kernels();
    INDArray dz = frame.buffer("dz", Shapes.dim(dx, 0), out);
    INDArray dA = frame.tangent("weight");
    kernels.affine(dx, frame.parameter("weight"), bias ? frame.tangent("bias") : null, dz);
    if (dA != null) {
      INDArray moved = frame.buffer("dz of dA", Shapes.dim(dx, 0), out);
      kernels.affine(x, dA, null, moved);
      kernels.axpby(1, moved, 1, dz);
    }
    INDArray z = frame.buffer("z", Shapes.dim(dx, 0), out);
    PassObserver observer = frame.observer();
    if (observer != null) {
      observer.affinePushedForward(frame, dz);
    }
    return isAffine() ? dz : frame.child(0).pushforward(activation, z, dz);
  }

  /** Adds ∂L/∂A and ∂L/∂b; returns ∂L/∂z. */
  private INDArray accumulate(INDArray dy, Frame frame) {
    INDArray x = frame.saved("x"); // first: it may not be there
    GradientAccumulator weight = frame.gradientAccumulator("weight");
    @Nullable GradientAccumulator other = bias ? frame.gradientAccumulator("bias") : null;
    boolean first = weight.isEmpty() && (other == null || other.isEmpty());
    INDArray dA = first ? weight.toWrite() : weight.toAdd();
    @Nullable INDArray db = other == null ? null : first ? other.toWrite() : other.toAdd();
    INDArray dz = activation.backwardAffine(dy, x, !first, dA, db, frame.child(0));
    PassObserver observer = frame.observer();
    if (observer != null) {
      if (!isAffine()) {
        observer.wentBack(frame.child(0), activation, dy, dz);
      }
      observer.affineWentBack(frame, dz);
    }
    return dz;
  }

  /** The identity need not be computed. */
  private boolean isAffine() {
    return activation.changesNothing();
  }

  @Override
  public String describe(Shape input) {
    return "Dense("
        + input.dim(0)
        + "→"
        + out
        + (isAffine() ? "" : ", " + activation.describe(Shape.of(out)))
        + (bias ? ")" : ", no bias)");
  }
}
