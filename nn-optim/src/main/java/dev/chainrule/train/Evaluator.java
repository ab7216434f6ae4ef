package dev.chainrule.train;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Summary;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Evaluates a network on a data set again and again, in the same memory. */
final class Evaluator {
  /** Rows looked at together: 10,000 of MNIST took 22 ms so, and 29 by 1000, beyond the cache. */
  private static final int BATCH = 500;

  /** Fewer rows where what the layers compute of them would take more bytes than that. */
  private static final long MEMORY = 128L << 20;

  private final Network network;
  private final Dataset data;
  private final Loss loss;
  private final Kernels kernels;
  private final Pass pass;
  private final Batch batch;
  private final int[] rows;
  private final int size;

  /**
   * An evaluator; that the data fit the network is checked here, so that a run does not find out
   * after its first epoch.
   *
   * @throws ShapeException if they do not
   */
  Evaluator(Network network, Loss loss, Dataset data, KernelChoice compute) {
    if (data.size() == 0) {
      throw new IllegalArgumentException(data.name() + " has no rows to look at");
    }
    checkShapes(network, data);
    Summary summary = Summary.of(network);
    long most = Math.max(1, MEMORY / summary.bytesPerNumber() / summary.numbersPerRow());
    this.size = (int) Math.min(Math.min(BATCH, most), data.size());
    this.network = network;
    this.data = data;
    this.loss = loss;
    this.kernels = compute.kernels(network.params().dataType());
    this.pass = new Pass(network, Mode.INFER, RandomStream.of(0), kernels);
    this.batch = new Batch(data, loss, kernels, size);
    this.rows = new int[size];
  }

  /** A look at the network as it is now. */
  Evaluation run() {
    Confusion confusion = confusion(network, data);
    double sum = 0;
    for (long from = 0; from < data.size(); from += size) { // a long, for the sum may exceed an int
      batch.read(rows, 0, inOrder((int) from));
      INDArray output = pass.forward(batch.x());
      sum += batch.perRow(loss, output, loss.value(output, batch.y(), kernels, null));
      batch.count(output, confusion);
    }
    data.checkUnchanged();
    return new Evaluation(sum / data.size(), confusion, data.size());
  }

  /** Numbers the rows of the batch that begins with row {@code from}; how many there are. */
  private int inOrder(int from) {
    int count = Math.min(size, data.size() - from);
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
    return count;
  }

  private static void checkShapes(Network network, Dataset data) {
    if (!data.inputShape().equals(network.inputShape())) {
      throw new ShapeException(
          "the network takes inputs of shape "
              + network.inputShape()
              + ", but those of "
              + data.name()
              + " have shape "
              + data.inputShape());
    }
    long outputs = network.outputShape().size();
    long targets = data.targetShape().size();
    if (data.classes().isEmpty() && targets != outputs) {
      throw new ShapeException(
          "the network has "
              + outputs
              + " outputs, but a target of "
              + data.name()
              + " has "
              + targets
              + " numbers");
    }
    checkClasses(network, data);
  }

  private static int checkClasses(Network network, Dataset data) {
    int classes = data.classes().orElse(0);
    if (classes > 0 && network.outputShape().size() != classes) {
      throw new ShapeException(
          "the network has "
              + network.outputShape().size()
              + " outputs, but "
              + data.name()
              + " has "
              + classes
              + " classes");
    }
    return classes;
  }

  /** A confusion table for what this network says of this data. */
  static Confusion confusion(Network network, Dataset data) {
    return new Confusion(checkClasses(network, data));
  }
}
