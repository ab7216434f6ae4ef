package dev.chainrule.train;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.nn.Dataset;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.random.RandomStream;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well a network does on a data set.
 *
 * <pre>{@code
 * Evaluation test = Evaluation.of(network, loss, dataset);
 * test.accuracy().getAsDouble();   // 0.978
 * test.confusion();                // rows: the true class, columns: the predicted one
 * }</pre>
 *
 * @param loss the mean over rows
 * @param confusion how often class i was taken for class j; empty where targets are no classes
 * @param rows how many rows were looked at
 */
public record Evaluation(double loss, Confusion confusion, long rows) {
  private static final int BATCH = 1000;

  /** Evaluates in inference mode, in batches; the network is not changed. */
  public static Evaluation of(Network network, Loss loss, Dataset data) {
    Kernels kernels = Kernels.best(network.params().dataType());
    Pass pass = new Pass(network, Mode.INFER, RandomStream.of(0), kernels);
    int size = Math.max(1, Math.min(BATCH, data.size()));
    Batch batch = new Batch(data, loss, kernels, size);
    int[] rows = Batch.inOrder(data.size());
    int[] predicted = new int[size];
    Confusion confusion = new Confusion(data.classes().orElse(0));
    double sum = 0;
    for (int from = 0; from < rows.length; from += size) {
      batch.read(rows, from, Math.min(size, rows.length - from));
      INDArray output = pass.forward(batch.x());
      sum += batch.size() * loss.value(output, batch.y(), kernels, null);
      if (batch.hasLabels()) {
        kernels.argMax(output, predicted);
        confusion.add(batch.labels(), predicted, batch.size());
      }
    }
    return new Evaluation(sum / rows.length, confusion, rows.length);
  }

  /** The part of rows whose class was predicted; empty where targets are no classes. */
  public OptionalDouble accuracy() {
    return confusion.accuracy();
  }
}
