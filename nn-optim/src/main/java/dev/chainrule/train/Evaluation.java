package dev.chainrule.train;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import java.util.OptionalDouble;

/**
 * How well a network does on a data set.
 *
 * <pre>{@code
 * Evaluation test = Evaluation.of(network, loss, dataset);
 * test.accuracy().getAsDouble();   // 0.978
 * test.confusion();                // rows: the true class, columns: the predicted one
 * }</pre>
 *
 * @param loss the mean over rows of the loss that each would have alone
 * @param confusion how often class i was taken for class j; empty where targets are no classes
 * @param rows how many rows were looked at
 */
public record Evaluation(double loss, Confusion confusion, long rows) {
  /** Evaluates in inference mode, in batches; the network is not changed. */
  public static Evaluation of(Network network, Loss loss, Dataset data) {
    return of(network, loss, data, KernelChoice.best());
  }

  /** The same on these kernels, and on so many threads. */
  public static Evaluation of(Network network, Loss loss, Dataset data, KernelChoice compute) {
    return new Evaluator(network, loss, data, compute).run();
  }

  /** The part of rows whose class was predicted; empty where targets are no classes. */
  public OptionalDouble accuracy() {
    return confusion.accuracy();
  }
}
