package dev.chainrule.kernel;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernels once, and says why. */
final class KernelChoice {
  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  /** Loaded, and so decided and logged, when kernels are first asked for. */
  private static final class Host {
    static final boolean IS_CPU = Nd4j.getExecutioner().type().name().endsWith("CPU");

    static {
      if (IS_CPU) {
        LOG.info("float kernels: CpuKernels, since ND4J's backend keeps its arrays in host memory");
      } else {
        LOG.info("float kernels: Nd4jKernels, since ND4J's backend is not a CPU one");
      }
    }
  }

  private KernelChoice() {}

  static boolean isCpu() {
    return Host.IS_CPU;
  }

  static List<Kernels> all(DataType type) {
    return Host.IS_CPU && type == DataType.FLOAT
        ? List.of(new Nd4jKernels(type), new CpuKernels())
        : List.of(new Nd4jKernels(type));
  }

  static Kernels best(DataType type) {
    return Host.IS_CPU && type == DataType.FLOAT ? new CpuKernels() : new Nd4jKernels(type);
  }
}
