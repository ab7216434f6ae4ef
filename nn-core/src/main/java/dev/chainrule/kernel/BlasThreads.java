package dev.chainrule.kernel;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How many threads OpenBLAS uses for one matrix product, and ND4J for one operation of its own.
 * That is a setting of the native libraries, for the whole process: the default is one per core,
 * and threads that wait for small work cost more than the work where the cores are shared (nn check
 * took 28 s with two and 7 s with one).
 *
 * <p>{@link CpuKernels} divide their work themselves: when kernels are first asked for, OpenBLAS is
 * set to one thread, and more would divide each part again. What is set here afterwards, stays.
 *
 * <p>One thread is as fast on the small batches of small networks, and bits differ between one and
 * two.
 */
public final class BlasThreads {
  private BlasThreads() {}

  /**
   * Sets the number.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public static void set(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    setForProducts(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
  }

  static void setForProducts(int threads) {
    openblas.blas_set_num_threads(threads);
  }
}
