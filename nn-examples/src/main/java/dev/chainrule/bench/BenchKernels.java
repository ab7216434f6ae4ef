package dev.chainrule.bench;

import dev.chainrule.kernel.Kernels;
import org.nd4j.linalg.api.buffer.DataType;

/** The two kernels that are compared. */
final class BenchKernels {
  private BenchKernels() {}

  /** The fastest, on so many threads. */
  static Kernels best(int threads) {
    return Kernels.best(DataType.FLOAT);
  }

  /** The reference: ND4J's operations. */
  static Kernels reference() {
    return Kernels.all(DataType.FLOAT).get(0);
  }
}
