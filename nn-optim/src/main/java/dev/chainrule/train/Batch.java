package dev.chainrule.train;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.RowSource;
import dev.chainrule.nn.Loss;
import dev.chainrule.tensor.AlignedArray;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.util.HashMap;
import java.util.Map;
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
  private final int[] labels;
  private final int[] predicted;
  private final INDArray x;
  private final INDArray y;
  private final int targetSize;
  private final float[] targets;
  private final float[][] targetsOfParts; // each thread's, of the few rows that it reads at a time
  private final RowSource inputs = this::inputs;
  private final Map<Integer, Views> viewsBySize = new HashMap<>();
  private float[] gathered = {};
  private Views views;
  private int size;

  // What is being read.
  private int[] rows = {};
  private int from;

  /** A batch of at most {@code most} rows, with targets as the loss wants them. */
  Batch(Dataset dataset, Loss loss, Kernels kernels, int most) {
    boolean vectors = loss.targets() == Loss.Targets.VECTORS;
    boolean indices = dataset.classes().isPresent() && dataset.targetShape().rank() == 0;
    this.data = vectors && indices ? dataset.oneHot() : dataset;
    this.classes =
        data.classes().isEmpty()
            ? Classes.NONE
            : data.targetShape().rank() == 0 ? Classes.AS_INDICES : Classes.AS_VECTORS;
    this.kernels = kernels;
    Shape target = data.targetShape().batch(most);
    this.targetSize = Math.toIntExact(data.targetShape().size());
    this.targets = new float[Math.toIntExact(target.size())];
    this.targetsOfParts = new float[kernels.threads()][0];
    this.labels = new int[most];
    this.predicted = new int[most];
    this.x = AlignedArray.zeros(kernels.dataType(), data.inputShape().batch(most));
    this.y = AlignedArray.zeros(kernels.dataType(), target);
    this.views = new Views(most);
    viewsBySize.put(most, views);
  }

  /** The arrays' first rows. */
  private final class Views {
    final INDArray x;
    final INDArray y;

    Views(int count) {
      x = Shapes.view(Batch.this.x, 0, data.inputShape().batch(count));
      y = Shapes.view(Batch.this.y, 0, data.targetShape().batch(count));
    }
  }

  /** Reads rows {@code rows[from] … rows[from + count − 1]}, on the kernels' threads. */
  void read(int[] rows, int from, int count) {
    this.rows = rows;
    this.from = from;
    look(count);
    kernels.write(inputs, views.x);
    finish();
  }

  /** The inputs of some rows; their targets with them. */
  private void inputs(int part, int at, int count, float[] into) {
    int n = count * targetSize;
    if (targetsOfParts[part].length < n) {
      targetsOfParts[part] = new float[n];
    }
    float[] own = targetsOfParts[part];
    data.read(rows, from + at, count, into, own);
    System.arraycopy(own, 0, targets, at * targetSize, n);
  }

  /**
   * The first half of {@link #read}, in Java's memory alone: may run on another thread while what
   * was written before is in use.
   */
  void gather(int[] rows, int from, int count) {
    if (gathered.length == 0) {
      gathered = new float[Math.toIntExact(x.length())];
    }
    data.read(rows, from, count, gathered, targets);
  }

  /** The second half: from here on the batch is what was gathered. */
  void write(int count) {
    look(count);
    kernels.write(gathered, views.x);
    finish();
  }

  private void look(int count) {
    if (count != size) { // an epoch has batches of two sizes
      views = viewsBySize.computeIfAbsent(count, Views::new);
      size = count;
    }
  }

  /** The targets, which are few. */
  private void finish() {
    kernels.write(targets, views.y);
    if (classes == Classes.AS_INDICES) {
      for (int i = 0; i < size; i++) {
        labels[i] = (int) targets[i];
      }
    }
  }

  int size() {
    return size;
  }

  INDArray x() {
    return views.x;
  }

  INDArray y() {
    return views.y;
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
      kernels.argMax(views.y, labels);
    }
    kernels.argMax(prediction, predicted);
    into.add(labels, predicted, size);
  }
}
