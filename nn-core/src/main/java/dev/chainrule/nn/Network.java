package dev.chainrule.nn;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer, the shape of its inputs, and its parameters' numbers. The shapes were checked when it
 * was made; passes go through it.
 *
 * <pre>{@code
 * Layer mlp = Sequential.of(Dense.of(128, new Relu()), Dense.of(10));
 * Network network = Network.of(Shape.of(784), mlp, 1);
 * INDArray logits = network.predict(x);   // [batch, 784] → [batch, 10]
 * network.save(Path.of("model.safetensors"));
 * }</pre>
 *
 * <p>Prediction is safe from several threads while nothing trains it.
 */
public final class Network implements AutoCloseable {
  private final Layer layer;
  private final Shape inputShape;
  private final Shape outputShape;
  private final Params params;
  private final Predictor predictor = new Predictor(this);

  /** A network over numbers that are there already. */
  Network(Architecture architecture, Params params) {
    this.layer = architecture.layer();
    this.inputShape = architecture.input();
    this.outputShape = layer.outputShape(inputShape);
    this.params = params;
  }

  /**
   * A network in float, its parameters drawn by their initialisers.
   *
   * @param seed the same seed gives the same numbers
   * @throws ShapeException if the layers do not fit together, naming the first that does not
   */
  public static Network of(Shape input, Layer layer, long seed) {
    return of(input, layer, seed, DataType.FLOAT);
  }

  /** The same in FLOAT, for training, or DOUBLE, for checks. */
  public static Network of(Shape input, Layer layer, long seed, DataType type) {
    layer.outputShape(input);
    ParamLayout layout = ParamLayout.of(layer.parameters(input));
    RandomStream random = RandomStream.of(seed).split("parameters");
    return new Network(new Architecture(input, layer), Params.initialize(layout, type, random));
  }

  /**
   * A network over numbers that are there already, such as those of a checkpoint; they are not
   * copied.
   *
   * @throws ShapeException if they are not in the layout that the layer asks for
   */
  public static Network of(Shape input, Layer layer, Params params) {
    layer.outputShape(input);
    ParamLayout wanted = ParamLayout.of(layer.parameters(input));
    if (!wanted.isLike(params.layout())) {
      throw new ShapeException(
          "the layer asks for parameters " + wanted + ", got " + params.layout());
    }
    return new Network(new Architecture(input, layer), params);
  }

  /** What it computes. */
  public Layer layer() {
    return layer;
  }

  /** The shape of one input, without the batch. */
  public Shape inputShape() {
    return inputShape;
  }

  /** The shape of one output, without the batch. */
  public Shape outputShape() {
    return outputShape;
  }

  /** The numbers. */
  public Params params() {
    return params;
  }

  /** The network without its numbers. */
  public Architecture architecture() {
    return new Architecture(inputShape, layer);
  }

  /** The same network with a copy of its numbers in another type: double for checks. */
  public Network as(DataType type) {
    return new Network(architecture(), params.as(type));
  }

  /**
   * A way through it to learn, on the fastest kernels; {@code seed} is for dropout and the like.
   */
  public Pass trainingPass(long seed) {
    return trainingPass(seed, KernelChoice.best());
  }

  /** The same on these kernels. */
  public Pass trainingPass(long seed, KernelChoice choice) {
    RandomStream random = RandomStream.of(seed).split("pass");
    return new Pass(this, Mode.TRAIN, random, choice.kernels(params.dataType()));
  }

  /** A way through it to predict, on the fastest kernels. */
  public Pass inferencePass() {
    return inferencePass(KernelChoice.best());
  }

  /** The same on these kernels. */
  public Pass inferencePass(KernelChoice choice) {
    return new Pass(this, Mode.INFER, RandomStream.of(0), choice.kernels(params.dataType()));
  }

  /**
   * The outputs for a batch of inputs, in a new array; from any number of threads at once. Who
   * predicts over and over on one thread may keep an {@link #inferencePass} instead, and saves the
   * new array.
   *
   * @param x {@code [batch, input…]}; not modified
   * @throws ShapeException if {@code x} is not a batch of this network's inputs
   */
  public INDArray predict(INDArray x) {
    return predictor.predict(x);
  }

  /**
   * Lets go of the buffers that {@link #predict} keeps for its next call. Never necessary: a
   * network has no threads of its own, those that help it to predict end two seconds after the last
   * work, and its memory is freed once nobody refers to it. But who holds many networks may say
   * which of them will not predict for a while. It can be used afterwards as before.
   */
  @Override
  public void close() {
    predictor.close();
  }

  void checkInput(INDArray x) {
    if (!Shapes.isBatchOf(x, inputShape)) {
      throw new ShapeException(wrongInput(inputShape, Shapes.of(x)));
    }
  }

  /** What it is made of, as a table. */
  public Summary summary() {
    return Summary.of(this);
  }

  /**
   * Writes architecture and numbers to a {@code .safetensors} file: to a temporary one first,
   * synced and moved into place, so that no crash leaves half a model.
   *
   * @throws IOException if that fails
   */
  public void save(Path file) throws IOException {
    save(file, Map.of());
  }

  /**
   * The same with remarks of your own, such as the data it was trained on.
   *
   * @throws IllegalArgumentException if a key begins with {@code chainrule.}
   */
  public void save(Path file, Map<String, String> remarks) throws IOException {
    NetworkFile.save(this, remarks, file);
  }

  /**
   * Reads what {@link #save} wrote; every number is the same, bit for bit.
   *
   * @throws IOException if the file is missing, is not such a file, or was damaged; the message
   *     names the file and says what is wrong
   */
  public static Network load(Path file) throws IOException {
    return NetworkFile.load(file).network();
  }

  /** The same with the remarks that were saved beside it. */
  public static Saved loadWithRemarks(Path file) throws IOException {
    return NetworkFile.load(file);
  }

  /**
   * What a file holds.
   *
   * @param network the network
   * @param remarks what was saved beside it, by the alphabet of their keys
   */
  public record Saved(Network network, Map<String, String> remarks) {}

  private static String wrongInput(Shape expected, Shape got) {
    String message =
        "the network takes "
            + expected.batch(1).toString().replaceFirst("1", "batch")
            + " inputs, got "
            + got
            + ".";
    if (got.equals(expected)) {
      return message + " For one row, add the batch dimension: x.reshape(" + got.batch(1) + ").";
    }
    long rest = got.rank() == 0 ? 0 : got.row().size();
    if (rest != expected.size()) {
      return message;
    }
    return expected.rank() == 1
        ? message + " Flatten the inputs first, or begin the network with a Flatten layer."
        : message + " Give each row its shape: x.reshape(" + expected.batch(got.dim(0)) + ").";
  }
}
