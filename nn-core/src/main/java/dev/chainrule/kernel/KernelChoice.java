package dev.chainrule.kernel;

import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kernels compute, and on how many threads.
 *
 * <pre>{@code
 * Kernels kernels = KernelChoice.best().withThreads(2).kernels(DataType.FLOAT);
 * }</pre>
 *
 * <p>The same number of threads gives the same bits; another may round sums differently.
 *
 * @param kind the fast ones or the reference
 * @param threads among how many threads the fast ones share their work, 1 to {@value
 *     #MOST_THREADS}; the reference leaves that to ND4J, see {@link BlasThreads}
 */
public record KernelChoice(Kind kind, int threads) {
  /** As many threads as can be asked for. */
  public static final int MOST_THREADS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  /** Which kernels. */
  public enum Kind {
    /** {@link CpuKernels} for floats in host memory, {@link Nd4jKernels} for all else. */
    FAST,
    /** {@link Nd4jKernels} always. */
    REFERENCE;

    /** As one writes it: {@code fast}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Loaded, and so decided and logged, when kernels are first asked for. */
  private static final class Host {
    static final boolean IS_CPU = Nd4j.getExecutioner().type().name().endsWith("CPU");

    static {
      if (IS_CPU) {
        Nd4j.factory().blas(); // which sets OpenBLAS to all cores when it is made
        BlasThreads.setForProducts(1); // CpuKernels split products themselves
        LOG.info(
            "float kernels: CpuKernels, since ND4J's backend keeps its arrays in host memory;"
                + " products by {}",
            OpenBlas.core().map(core -> "OpenBLAS for " + core).orElse("its BLAS"));
        OpenBlas.betterCore().ifPresent(Host::warn);
      } else {
        LOG.info("float kernels: Nd4jKernels, since ND4J's backend is not a CPU one");
      }
    }

    private static void warn(String better) {
      LOG.warn(
          "OpenBLAS takes this processor for an older one, {}: with OPENBLAS_CORETYPE={} in the"
              + " environment, matrix products take half the time or less",
          OpenBlas.core().orElseThrow(),
          better);
    }
  }

  /** Checks the number of threads. */
  public KernelChoice {
    checkThreads(threads);
  }

  static void checkThreads(int threads) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be in 1 … " + MOST_THREADS + ", got " + threads);
    }
  }

  /** The fast kernels on all of the machine's cores. */
  public static KernelChoice best() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new KernelChoice(Kind.FAST, Math.min(cores, MOST_THREADS));
  }

  /** The same on so many threads. */
  public KernelChoice withThreads(int count) {
    return new KernelChoice(kind, count);
  }

  /** The other kind on as many threads. */
  public KernelChoice withKind(Kind other) {
    return new KernelChoice(other, threads);
  }

  /** New kernels of this choice for arrays of this type. */
  public Kernels kernels(DataType type) {
    return isCpu() && kind == Kind.FAST && type == DataType.FLOAT
        ? new CpuKernels(threads)
        : new Nd4jKernels(type);
  }

  /**
   * The same, bit for bit, on the calling thread alone: for callers that are many already. Work is
   * divided as it would be among the threads.
   */
  public Kernels kernelsOnCaller(DataType type) {
    return isCpu() && kind == Kind.FAST && type == DataType.FLOAT
        ? new CpuKernels(new WorkerPool(threads, true))
        : new Nd4jKernels(type);
  }

  static boolean isCpu() {
    return Host.IS_CPU;
  }

  static List<Kernels> all(DataType type) {
    return isCpu() && type == DataType.FLOAT
        ? List.of(
            new Nd4jKernels(type),
            new CpuKernels(),
            new CpuKernels(3),
            new CpuKernels(new WorkerPool(2, true)),
            new CpuKernels(new WorkerPool(1, true), new MatrixProducts(true)))
        : List.of(new Nd4jKernels(type));
  }
}
