package dev.chainrule.kernel;

import org.bytedeco.openblas.global.openblas;

/**
 * How many threads OpenBLAS uses for one matrix product. That is a setting of the native library,
 * for the whole process: ND4J's default is one per core.
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
    openblas.blas_set_num_threads(threads);
  }
}
