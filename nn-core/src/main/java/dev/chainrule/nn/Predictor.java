package dev.chainrule.nn;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Predictions from any number of threads at once. Passes are kept for the next call; one of them
 * has the machine's other cores to help it, and who comes while it is in use computes the same bits
 * alone. Many rows go through in pieces, so that what lies between the layers stays in the cache.
 */
final class Predictor {
  /** Rows in a piece: 10,000 rows of 784-128-10 took 22 ms by 500 and 29 ms by 1000. */
  private static final int ROWS = 500;

  /** Passes that are kept for callers at once; more of them make their own each time. */
  private static final int KEPT = 64;

  private final Network network;
  private final KernelChoice choice = KernelChoice.best();
  private final AtomicBoolean helpIsTaken = new AtomicBoolean();
  private @Nullable Kernels helpers; // these two are of whoever has taken the help
  private @Nullable Pass helped;
  private final ConcurrentLinkedDeque<Pass> alone = new ConcurrentLinkedDeque<>();

  Predictor(Network network) {
    this.network = network;
  }

  INDArray predict(INDArray x) {
    network.checkInput(x);
    if (helpIsTaken.compareAndSet(false, true)) {
      try {
        Kernels kernels = helpers == null ? choice.kernels(type()) : helpers;
        helpers = kernels; // with its threads, also where the pass is not kept
        Pass pass = helped == null ? pass(kernels) : helped;
        INDArray y = predict(x, pass);
        helped = isSmall(x) ? pass : null;
        return y;
      } finally {
        helpIsTaken.set(false);
      }
    }
    Pass kept = alone.poll();
    Pass pass = kept == null ? pass(choice.kernelsOnCaller(type())) : kept;
    INDArray y = predict(x, pass);
    if (isSmall(x) && alone.size() < KEPT) {
      alone.push(pass);
    }
    return y;
  }

  /** Lets go of the passes that are kept; one that is in use is kept once more. */
  void close() {
    alone.clear();
    if (helpIsTaken.compareAndSet(false, true)) {
      helped = null;
      helpers = null;
      helpIsTaken.set(false);
    }
  }

  /** A pass holds on to what it was last given. */
  private static boolean isSmall(INDArray x) {
    return x.size(0) <= ROWS;
  }

  private DataType type() {
    return network.params().dataType();
  }

  private Pass pass(Kernels kernels) {
    return new Pass(network, Mode.INFER, RandomStream.of(0), kernels);
  }

  private INDArray predict(INDArray x, Pass pass) {
    if (isSmall(x)) {
      return pass.forward(x).dup('c');
    }
    long rows = x.size(0);
    boolean usable = x.dataType() == type() && Shapes.isContiguous(x);
    INDArray input = usable ? x : x.castTo(type()).dup('c');
    INDArray output = Nd4j.createUninitialized(type(), network.outputShape().batch(rows).toArray());
    for (long from = 0; from < rows; from += ROWS) {
      long count = Math.min(ROWS, rows - from);
      INDArray y = pass.forward(piece(input, from, count, network.inputShape()));
      pass.kernels().copy(y, piece(output, from, count, network.outputShape()));
    }
    return output;
  }

  private static INDArray piece(INDArray all, long from, long count, Shape row) {
    return Shapes.view(all, from * row.size(), row.batch(count));
  }
}
