package dev.chainrule.kernel;

import java.util.OptionalLong;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The reductions of {@link CpuKernels} over flat vectors, tile by tile. */
final class CpuVectors {
  private CpuVectors() {}

  /** Σ x², in four sums, so that one addition need not wait for the last. */
  static double sumOfSquares(INDArray input, Lane lane) {
    long n = input.length();
    lane.x.on(input);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    float[] a = lane.tile(0);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      lane.x.read(from, a, 0, m);
      int i = 0;
      for (; i + 3 < m; i += 4) {
        s0 += (double) a[i] * a[i];
        s1 += (double) a[i + 1] * a[i + 1];
        s2 += (double) a[i + 2] * a[i + 2];
        s3 += (double) a[i + 3] * a[i + 3];
      }
      for (; i < m; i++) {
        s0 += (double) a[i] * a[i];
      }
    }
    return s0 + s1 + (s2 + s3);
  }

  static OptionalLong firstNonFinite(INDArray input, Lane lane) {
    long n = input.length();
    lane.x.on(input);
    float[] a = lane.tile(0);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      lane.x.read(from, a, 0, m);
      for (int i = 0; i < m; i++) {
        if (!Float.isFinite(a[i])) {
          return OptionalLong.of(from + i);
        }
      }
    }
    return OptionalLong.empty();
  }
}
