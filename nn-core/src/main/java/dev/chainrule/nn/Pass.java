package dev.chainrule.nn;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One thread's way through a network, forward and back, over and over: the mode, the random stream,
 * the kernels, and every buffer and gradient. The network itself is not changed by it.
 *
 * <pre>{@code
 * Pass pass = network.trainingPass(seed);
 * pass.zeroGradients();
 * INDArray logits = pass.forward(x);
 * double loss = pass.loss(new SoftmaxCrossEntropy(), labels);
 * pass.backward();
 * Params gradients = pass.gradients();
 * }</pre>
 */
public final class Pass {
  private final Network network;
  private final Mode mode;
  private final RandomStream random;
  private final Kernels kernels;
  private final Frame root = new Frame(this, "");
  private final Frame own = new Frame(this, ""); // a layer may call its buffers as it likes
  private @Nullable Params gradients;
  private final Map<String, GradientAccumulator> sumsByName = new HashMap<>();
  private final List<GradientAccumulator> sums = new ArrayList<>(); // the same, to go through
  private @Nullable INDArray input;
  private @Nullable INDArray prediction;
  private @Nullable INDArray lossGradient;

  // What went into the last loss: a training loop asks again with the same arrays.
  private @Nullable Loss checkedLoss;
  private @Nullable INDArray checkedPrediction;
  private @Nullable INDArray checkedTarget;
  private @Nullable INDArray checkedView; // the same numbers in the shape that the loss reads
  private @Nullable DataBuffer checkedShape;

  private @Nullable Params tangents; // while a pushforward runs
  private final Map<String, INDArray> sampleGradients = new HashMap<>();
  private boolean watchesKinks;
  private long sides;
  private @Nullable PassObserver observer;

  /**
   * A way through {@code network}.
   *
   * @param random advanced by layers that draw, such as dropout
   * @param kernels of the type of the network's parameters, not shared with another thread
   * @throws IllegalArgumentException if the types differ
   */
  public Pass(Network network, Mode mode, RandomStream random, Kernels kernels) {
    if (kernels.dataType() != network.params().dataType()) {
      throw new IllegalArgumentException(
          "the network's parameters are "
              + network.params().dataType()
              + " and the kernels "
              + kernels.dataType());
    }
    this.network = network;
    this.mode = mode;
    this.random = random;
    this.kernels = kernels;
  }

  /** The network that it goes through. */
  public Network network() {
    return network;
  }

  /** Whether it is to learn or to predict. */
  public Mode mode() {
    return mode;
  }

  /** The random numbers. */
  public RandomStream random() {
    return random;
  }

  /** What computes. */
  public Kernels kernels() {
    return kernels;
  }

  /**
   * The network's output.
   *
   * @param x {@code [batch, input…]}; not modified, and not to change before backward
   * @return {@code [batch, output…]}, a buffer that the next forward pass overwrites
   * @throws ShapeException if {@code x} is not a batch of the network's inputs
   */
  public INDArray forward(INDArray x) {
    network.checkInput(x);
    input = usable(x, "input");
    sides = 0;
    prediction = null; // should the layer throw, there is no way back through half a pass
    lossGradient = null;
    INDArray y = root.forward(network.layer(), input);
    prediction = y;
    return y;
  }

  /**
   * The loss of the last {@link #forward}; keeps ∂L/∂y, where {@link #backward()} will begin.
   *
   * @param target {@code [batch, k]}, or {@code [batch]} indices of classes, or {@code [batch]}
   *     where k is 1; not modified
   * @throws IllegalStateException before the first forward pass
   */
  public double loss(Loss loss, INDArray target) {
    if (prediction == null) {
      throw new IllegalStateException("no prediction yet: call forward before loss");
    }
    INDArray dy = own.bufferLike("dy", prediction);
    lossGradient = null; // should the loss throw, dy is half written
    INDArray t = usable(target, "target");
    if (loss != checkedLoss || prediction != checkedPrediction || !isAsChecked(t)) {
      checkedView = loss.checkArguments(prediction, t, kernels, dy);
      checkedLoss = loss;
      checkedPrediction = prediction;
      checkedTarget = t;
      checkedShape = t.shapeInfoDataBuffer();
    }
    INDArray read = Objects.requireNonNull(checkedView);
    double value = loss.compute(prediction, read, kernels, dy);
    lossGradient = dy;
    return value;
  }

  /** The same array, and not given another shape since. */
  private boolean isAsChecked(INDArray t) {
    return t == checkedTarget && t.shapeInfoDataBuffer() == checkedShape;
  }

  /**
   * ∂L/∂y of the last {@link #loss}, where {@link #backward()} begins: a buffer, not to be
   * modified.
   *
   * @throws IllegalStateException unless {@link #loss} was called since the last forward pass
   */
  public INDArray lossGradient() {
    if (lossGradient == null) {
      throw new IllegalStateException(
          "no ∂L/∂y yet: call forward, then loss, then backward; or backward(dy)");
    }
    return lossGradient;
  }

  /**
   * Adds ∂L/∂θ to {@link #gradients}, from the loss back through every layer.
   *
   * @throws IllegalStateException unless {@link #loss} was called since the last forward pass
   */
  public void backward() {
    root.backwardParameters(network.layer(), lossGradient());
    complete();
  }

  /**
   * Given ∂L/∂y, adds ∂L/∂θ to {@link #gradients} and returns ∂L/∂x.
   *
   * @param dy of the shape of the last output; not modified
   * @return ∂L/∂x, a buffer that the next backward pass overwrites
   */
  public INDArray backward(INDArray dy) {
    INDArray dx = root.backward(network.layer(), upstream(dy));
    complete();
    return dx;
  }

  /** Given ∂L/∂y, adds ∂L/∂θ to {@link #gradients}, without the cost of ∂L/∂x. */
  public void backwardParameters(INDArray dy) {
    root.backwardParameters(network.layer(), upstream(dy));
    complete();
  }

  private INDArray upstream(INDArray dy) {
    if (prediction == null) {
      throw new IllegalStateException("nothing to go back through yet: call forward first");
    }
    if (!Arrays.equals(dy.shape(), prediction.shape())) {
      throw new ShapeException(
          "∂L/∂y must have the output's shape " + Shapes.of(prediction) + ", got " + Shapes.of(dy));
    }
    return usable(dy, "upstream");
  }

  /**
   * Given ∂L/∂y, finds ∂L_i/∂θ for every sample i of the batch, where L is the sum of the L_i; in
   * one sweep back, like {@link #backward(INDArray)}, and adding to {@link #gradients} as well.
   *
   * @param dy of the shape of the last output; not modified
   * @return {@code [batch, parameters]}, a new array: row i is the gradient of sample i
   */
  public INDArray backwardPerSample(INDArray dy) {
    INDArray used = upstream(dy);
    sampleGradients.clear();
    network.layer().backwardPerSample(Objects.requireNonNull(input), used, root);
    complete();
    long columns = network.params().layout().size();
    INDArray out = Nd4j.create(kernels.dataType(), dy.size(0), columns);
    for (ParamLayout.Entry entry : network.params().layout().entries()) {
      INDArray part = sampleGradients.get(entry.spec().name());
      if (part != null) { // else the layer does not use it
        Shape row = Shape.of(entry.spec().shape().size());
        for (long i = 0; i < dy.size(0); i++) {
          INDArray to = Shapes.view(out, i * columns + entry.offset(), row);
          kernels.copy(Shapes.view(part, i * row.size(), row), to);
        }
      }
    }
    return out;
  }

  /**
   * Forward mode: how the output changes when the input changes by dx.
   *
   * @param dx of the shape of the last input; not modified
   * @return dy, of the shape of the output, a buffer that the next such pass overwrites
   */
  public INDArray pushforward(INDArray dx) {
    return pushforward(dx, null);
  }

  /**
   * Forward mode: dy = ∂y/∂x dx + ∂y/∂θ dθ.
   *
   * @param dx of the shape of the last input; not modified
   * @param tangents dθ, in the layout and of the type of the parameters; null where they stand
   *     still; not modified
   * @return dy, of the shape of the output, a buffer that the next such pass overwrites
   * @throws IllegalArgumentException if dθ is of another layout or type
   */
  public INDArray pushforward(INDArray dx, @Nullable Params tangents) {
    if (input == null || prediction == null) {
      throw new IllegalStateException("nothing to go forward from yet: call forward first");
    }
    if (!Arrays.equals(dx.shape(), input.shape())) {
      throw new ShapeException(
          "dx must have the input's shape " + Shapes.of(input) + ", got " + Shapes.of(dx));
    }
    if (tangents != null) {
      checkTangents(tangents);
    }
    this.tangents = tangents;
    try {
      return root.pushforward(network.layer(), input, usable(dx, "tangent"));
    } finally {
      this.tangents = null;
    }
  }

  /** Kernels trust the shapes and the type, and would read or write beyond the array's end. */
  private void checkTangents(Params dTheta) {
    if (dTheta.dataType() != kernels.dataType()) {
      throw new IllegalArgumentException(
          "dθ must be "
              + kernels.dataType()
              + " as the parameters are, got "
              + dTheta.dataType()
              + ". dθ.as(type) is a copy of it in another type.");
    }
    if (!dTheta.layout().isLike(network.params().layout())) {
      throw new ShapeException(
          "dθ must have the layout of the parameters, "
              + network.params().layout()
              + ", got "
              + dTheta.layout()
              + ". Params.zeros(network.params().layout(), type) has it.");
    }
  }

  @Nullable Params tangents() {
    return tangents;
  }

  void noteSampleGradient(String name, INDArray all) {
    sampleGradients.put(name, all);
  }

  /** ∂L/∂θ, in the layout of the parameters: the sum of all backward passes since zeroed. */
  public Params gradients() {
    Params all = sums();
    complete();
    return all;
  }

  /**
   * Begins a new sum of gradients. A {@code Params} that was got before shows the old numbers until
   * {@link #gradients} is asked or a backward pass is through.
   */
  public void zeroGradients() {
    sums();
    for (int i = 0; i < sums.size(); i++) {
      sums.get(i).empty();
    }
  }

  GradientAccumulator gradientAccumulator(String name) {
    sums();
    network.params().layout().get(name); // throws, listing the names
    return Objects.requireNonNull(sumsByName.get(name));
  }

  private Params sums() {
    Params all = gradients;
    if (all == null) {
      all = Params.zeros(network.params().layout(), kernels.dataType());
      for (String name : all.layout().names()) {
        GradientAccumulator sum = new GradientAccumulator(all.view(name), kernels);
        sumsByName.put(name, sum);
        sums.add(sum);
      }
      gradients = all;
    }
    return all;
  }

  /** Writes zeros where nothing was added. */
  private void complete() {
    for (int i = 0; i < sums.size(); i++) {
      if (sums.get(i).isEmpty()) {
        sums.get(i).toAdd();
      }
    }
  }

  /**
   * Where the first number that is NaN or infinite arose in the last forward pass; empty if all are
   * finite. For messages: reads every array.
   */
  public Optional<String> firstNonFinite() {
    if (input == null) {
      return Optional.empty();
    }
    OptionalLong inInput = kernels.firstNonFinite(input);
    if (inInput.isPresent()) {
      long rowSize = network.inputShape().size();
      return Optional.of(
          "row "
              + inInput.getAsLong() / rowSize
              + " of the input, feature "
              + inInput.getAsLong() % rowSize);
    }
    Optional<String> parameter = network.params().firstNonFinite(kernels);
    if (parameter.isPresent()) {
      return parameter.map(name -> "parameter " + name);
    }
    return Summary.of(network).rows().stream()
        .filter(row -> isNonFinite(frame(row.path()).output()))
        .findFirst()
        .map(row -> "the output of " + row.where());
  }

  private boolean isNonFinite(@Nullable INDArray output) {
    return output != null && kernels.firstNonFinite(output).isPresent();
  }

  private Frame frame(String path) {
    Frame frame = root;
    for (String part : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      frame = frame.child(Integer.parseInt(part));
    }
    return frame;
  }

  /**
   * From now on tells {@code observer} of all that is computed; null tells nobody.
   *
   * @return who was told until now
   */
  public @Nullable PassObserver observe(@Nullable PassObserver observer) {
    PassObserver before = this.observer;
    this.observer = observer;
    return before;
  }

  @Nullable PassObserver observer() {
    return observer;
  }

  // ---- kinks, for gradient checks

  /** From now on, forward passes note on which sides of their kinks the activations are. */
  void watchKinks() {
    watchesKinks = true;
  }

  boolean watchesKinks() {
    return watchesKinks;
  }

  void noteSides(double[] kinks, INDArray x) {
    double[] values = new double[Math.toIntExact(x.length())];
    kernels.read(x, values);
    for (double kink : kinks) {
      for (double value : values) {
        sides = 31 * sides + (value > kink ? 1 : 0);
      }
    }
  }

  void noteSide(long side) {
    sides = 31 * sides + side;
  }

  /** A number that differs when a side does. */
  long sides() {
    return sides;
  }

  // ---- what comes in

  /** The array itself if the kernels can read it as it is, else a copy in a buffer. */
  private INDArray usable(INDArray array, String name) {
    if (array.dataType() == kernels.dataType() && Shapes.isContiguous(array)) {
      return array;
    }
    INDArray copy =
        array.rank() == 1
            ? Nd4j.create(kernels.dataType(), array.length())
            : own.bufferLike(name, array);
    copy.assign(array);
    return copy;
  }
}
