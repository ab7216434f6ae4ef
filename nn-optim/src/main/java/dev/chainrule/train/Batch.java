package dev.chainrule.train;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Dataset;
import dev.chainrule.nn.Loss;
import dev.chainrule.tensor.AlignedArray;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Memory for one batch of a data set, filled over and over. */
final class Batch {
  /** How targets say their classes. */
  private enum Classes {
    NONE,
    AS_INDICES,
    AS_VECTORS
  }

  /** Numbers for each thread from which sharing the reading pays: some 10 µs of bytes. */
  private static final int NUMBERS_PER_THREAD = 16_384;

  private final Dataset data;
  private final Classes classes;
  private final Kernels kernels;
  private final Slice[] slices;
  private final int[] labels;
  private final int[] predicted;
  private final INDArray x;
  private final INDArray y;
  private final IntFunction<float[]> inputs = this::inputs;
  private final IntFunction<float[]> gathered = this::gathered;
  private final Map<Integer, Views> viewsBySize = new HashMap<>();
  private Views views;
  private int size;

  // What is being gathered.
  private int[] rows = {};
  private int from;
  private int count;

  /**
   * A batch of at most {@code most} rows, with targets as the loss wants them.
   *
   * @param isShared whether the kernels' threads share the reading, where there is enough of it;
   *     then {@link #read} it, for {@link #gather} does not share
   */
  Batch(Dataset dataset, Loss loss, Kernels kernels, int most, boolean isShared) {
    boolean vectors = loss.targets() == Loss.Targets.VECTORS;
    this.data = vectors && dataset.targetShape().rank() == 0 ? dataset.oneHot() : dataset;
    this.classes =
        data.classes().isEmpty()
            ? Classes.NONE
            : data.targetShape().rank() == 0 ? Classes.AS_INDICES : Classes.AS_VECTORS;
    this.kernels = kernels;
    Shape input = data.inputShape().batch(most);
    Shape target = data.targetShape().batch(most);
    long parts = isShared ? Math.min(kernels.threads(), input.size() / NUMBERS_PER_THREAD) : 1;
    this.slices = new Slice[(int) Math.max(1, Math.min(parts, most))];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = new Slice(data, (most + slices.length - 1) / slices.length);
    }
    this.labels = new int[most];
    this.predicted = new int[most];
    this.x = AlignedArray.zeros(kernels.dataType(), input);
    this.y = AlignedArray.zeros(kernels.dataType(), target);
    this.views = new Views(most);
    viewsBySize.put(most, views);
  }

  /** Plain Java memory for some rows, which one thread fills. */
  private static final class Slice {
    final float[] inputs;
    final float[] targets;

    Slice(Dataset data, int most) {
      inputs = new float[Math.toIntExact(data.inputShape().batch(most).size())];
      targets = new float[Math.toIntExact(data.targetShape().batch(most).size())];
    }
  }

  /** The arrays' first rows, and each slice's rows among them; null for a slice without rows. */
  private final class Views {
    final INDArray allX;
    final INDArray allY;
    final @Nullable INDArray[] partX = new INDArray[slices.length];
    final @Nullable INDArray[] partY = new INDArray[slices.length];

    Views(int count) {
      allX = rows(x, data.inputShape(), 0, count);
      allY = rows(y, data.targetShape(), 0, count);
      for (int part = 0; part < slices.length; part++) {
        int begin = begin(part, count);
        int end = begin(part + 1, count);
        if (begin < end) {
          partX[part] = rows(x, data.inputShape(), begin, end);
          partY[part] = rows(y, data.targetShape(), begin, end);
        }
      }
    }

    private static INDArray rows(INDArray all, Shape row, int begin, int end) {
      return Shapes.view(all, begin * row.size(), row.batch(end - begin));
    }
  }

  /** Reads rows {@code rows[from] … rows[from + count − 1]}. */
  void read(int[] rows, int from, int count) {
    note(rows, from, count);
    look(count);
    kernels.write(inputs, views.partX);
    finish();
  }

  /**
   * The first half of {@link #read}, in Java's memory alone: may run on another thread while what
   * was written before is in use.
   */
  void gather(int[] rows, int from, int count) {
    note(rows, from, count);
    for (int part = 0; part < slices.length; part++) {
      inputs(part);
    }
  }

  /** The second half: from here on the batch is what was gathered. */
  void write(int count) {
    look(count);
    kernels.write(gathered, views.partX);
    finish();
  }

  private void note(int[] rows, int from, int count) {
    this.rows = rows;
    this.from = from;
    this.count = count;
  }

  /** Gathers a part; its targets with it. */
  private float[] inputs(int part) {
    int begin = begin(part, count);
    int end = begin(part + 1, count);
    data.read(rows, from + begin, end - begin, slices[part].inputs, slices[part].targets);
    return gathered(part);
  }

  private float[] gathered(int part) {
    return slices[part].inputs;
  }

  /** Where part {@code part} of so many rows begins. */
  private int begin(int part, int rows) {
    return (int) ((long) rows * part / slices.length);
  }

  private void look(int count) {
    if (count != size) { // an epoch has batches of two sizes
      views = viewsBySize.computeIfAbsent(count, Views::new);
      size = count;
    }
  }

  /** The targets, which are few. */
  private void finish() {
    for (int part = 0; part < slices.length; part++) {
      INDArray partY = views.partY[part];
      if (partY != null) {
        kernels.write(slices[part].targets, partY);
      }
    }
    if (classes == Classes.AS_INDICES) {
      for (int part = 0; part < slices.length; part++) {
        int begin = begin(part, size);
        for (int i = begin; i < begin(part + 1, size); i++) {
          labels[i] = (int) slices[part].targets[i - begin];
        }
      }
    }
  }

  int size() {
    return size;
  }

  INDArray x() {
    return views.allX;
  }

  INDArray y() {
    return views.allY;
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
      kernels.argMax(views.allY, labels);
    }
    kernels.argMax(prediction, predicted);
    into.add(labels, predicted, size);
  }
}
