package dev.chainrule.bench;

import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Times predictions of 784-128-10: from one thread, and from several on one network. */
public final class InferenceBench {
  /** Rows of a call from one thread. */
  public static final List<Integer> ROWS = List.of(1, 10_000);

  /** Threads at once. */
  public static final List<Integer> THREADS = List.of(1, 2, 4, 8);

  /** Rows of a call from several threads. */
  public static final List<Integer> CONCURRENT_ROWS = List.of(1, 64);

  private static final int WINDOWS = 7;

  private InferenceBench() {}

  /** What the parts of this measure. */
  public static String network() {
    return Workload.W2.network();
  }

  /** Times predictions of so many rows. */
  public static InferenceResult run(int rows, int threads, Effort effort) {
    Network network = Workload.W2.newNetwork();
    INDArray x = TrainingStep.inputs(rows, Workload.W2.inputs());
    Pass pass = network.inferencePass(BenchKernels.choice(threads));
    List<Spread> times = effort.time(List.of(() -> network.predict(x), () -> pass.forward(x)));
    return new InferenceResult(
        rows, times.get(0), times.get(1), rows * 1e6 / times.get(0).median());
  }

  /** Counts what so many threads predict. */
  public static ConcurrentResult concurrently(int threads, int rowsPerCall, Effort effort) {
    Network network = Workload.W2.newNetwork();
    INDArray x = TrainingStep.inputs(rowsPerCall, Workload.W2.inputs());
    double predicted = callsPerSecond(threads, effort, () -> () -> network.predict(x));
    double passed =
        callsPerSecond(
            threads,
            effort,
            () -> {
              Pass pass = network.inferencePass(BenchKernels.choice(1));
              return () -> pass.forward(x);
            });
    return new ConcurrentResult(
        threads, rowsPerCall, predicted * rowsPerCall, passed * rowsPerCall);
  }

  /**
   * The median over windows of time of what all threads did in one.
   *
   * @param task gives each thread what it calls; asked on that thread
   */
  private static double callsPerSecond(int threads, Effort effort, Supplier<TimedTask> task) {
    Callers callers = new Callers(threads, task);
    List<Double> rates = new ArrayList<>();
    try {
      callers.rate(effort.warmUpMillis());
      for (int i = 0; i < WINDOWS; i++) {
        rates.add(callers.rate(effort.roundMillis()));
      }
    } finally {
      callers.stop();
    }
    return Spread.of(rates.stream().mapToDouble(Double::doubleValue).toArray(), 1).median();
  }
}
