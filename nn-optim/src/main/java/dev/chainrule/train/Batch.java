package dev.chainrule.train;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Dataset;
import dev.chainrule.nn.Loss;
import dev.chainrule.tensor.AlignedArray;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Memory for one batch of a data set, filled over and over. */
final class Batch {
  /** How targets say their classes. */
  private enum Classes {
    NONE,
    AS_INDICES,
    AS_VECTORS
  }

  private final Dataset data;
  private final Classes classes;
  private final Kernels kernels;
  private final float[] inputs;
  private final float[] targets;
  private final int[] labels;
  private final int[] predicted;
  private final INDArray x;
  private final INDArray y;
  private INDArray someX;
  private INDArray someY;
  private int size;

  /** A batch of at most {@code most} rows, with targets as the loss wants them. */
  Batch(Dataset dataset, Loss loss, Kernels kernels, int most) {
    boolean vectors = loss.targets() == Loss.Targets.VECTORS;
    this.data = vectors && dataset.targetShape().rank() == 0 ? dataset.oneHot() : dataset;
    this.classes =
        data.classes().isEmpty()
            ? Classes.NONE
            : data.targetShape().rank() == 0 ? Classes.AS_INDICES : Classes.AS_VECTORS;
    this.kernels = kernels;
    Shape input = data.inputShape().batch(most);
    Shape target = data.targetShape().batch(most);
    this.inputs = new float[Math.toIntExact(input.size())];
    this.targets = new float[Math.toIntExact(target.size())];
    this.labels = new int[most];
    this.predicted = new int[most];
    this.x = AlignedArray.zeros(kernels.dataType(), input);
    this.y = AlignedArray.zeros(kernels.dataType(), target);
    this.someX = x;
    this.someY = y;
  }

  /** Reads rows {@code rows[from] … rows[from + count − 1]}. */
  void read(int[] rows, int from, int count) {
    gather(rows, from, count);
    write(count);
  }

  /**
   * The first half of {@link #read}, in Java's memory alone: may run on another thread while what
   * was written before is in use.
   */
  void gather(int[] rows, int from, int count) {
    data.read(rows, from, count, inputs, targets);
  }

  /** The second half: from here on the batch is what was gathered. */
  void write(int count) {
    if (count != someX.size(0)) {
      someX = Shapes.view(x, 0, data.inputShape().batch(count));
      someY = Shapes.view(y, 0, data.targetShape().batch(count));
    }
    kernels.write(inputs, someX);
    kernels.write(targets, someY);
    size = count;
    if (classes == Classes.AS_INDICES) {
      for (int i = 0; i < count; i++) {
        labels[i] = (int) targets[i];
      }
    }
  }

  int size() {
    return size;
  }

  INDArray x() {
    return someX;
  }

  INDArray y() {
    return someY;
  }

  /**
   * The sum over rows of what each row's loss would be alone, so that batches of any size, and
   * losses that are sums, can be added up and compared.
   */
  double perRow(Loss loss, INDArray prediction, double value) {
    long columns = prediction.size(1);
    return value * loss.scale(1, columns) / loss.scale(size, columns);
  }

  /** Counts which class was taken for which, where targets are classes. */
  void count(INDArray prediction, Confusion into) {
    if (classes == Classes.NONE) {
      return;
    }
    if (classes == Classes.AS_VECTORS) { // a row's class is where its vector is largest
      kernels.argMax(someY, labels);
    }
    kernels.argMax(prediction, predicted);
    into.add(labels, predicted, size);
  }
}
