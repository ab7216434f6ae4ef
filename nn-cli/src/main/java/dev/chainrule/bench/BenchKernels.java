package dev.chainrule.bench;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.kernel.Kernels;
import org.nd4j.linalg.api.buffer.DataType;

/** The two kernels that are compared. */
final class BenchKernels {
  private BenchKernels() {}

  /** The fastest, on so many threads. */
  static Kernels best(int threads) {
    return choice(threads).kernels(DataType.FLOAT);
  }

  /** The fastest, on so many threads. */
  static KernelChoice choice(int threads) {
    return KernelChoice.best().withThreads(threads);
  }

  /** The reference: ND4J's operations. */
  static Kernels reference() {
    return KernelChoice.best().withKind(KernelChoice.Kind.REFERENCE).kernels(DataType.FLOAT);
  }
}
