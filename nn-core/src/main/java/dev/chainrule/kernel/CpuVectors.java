package dev.chainrule.kernel;

import java.util.Arrays;
import java.util.OptionalLong;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The flat-vector part of {@link CpuKernels}: what optimizers are made of, tile by tile. */
final class CpuVectors {
  private final HostMemory x;
  private final HostMemory y;
  private final HostMemory z;

  /** Loops over these tiles: two to read from, the last to write to. */
  CpuVectors(HostMemory x, HostMemory y, HostMemory z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  void fill(double value, INDArray out) {
    Arrays.fill(z.tile, (float) value);
    long n = out.length();
    z.on(out);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      z.store(from, (int) Math.min(HostMemory.TILE, n - from));
    }
  }

  void copy(INDArray from, INDArray out) {
    if (from.dataType() == DataType.FLOAT && out.dataType() == DataType.FLOAT) {
      HostMemory.copy(x.on(from), z.on(out), from.length());
    } else {
      out.assign(from);
    }
  }

  void axpby(double a, INDArray input, double b, INDArray out) {
    float fa = (float) a;
    float fb = (float) b;
    long n = begin(input, out);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] s = x.load(from, m);
      float[] o = z.load(from, m);
      for (int i = 0; i < m; i++) {
        o[i] = fa * s[i] + fb * o[i];
      }
      z.store(from, m);
    }
  }

  void meanSquares(double beta, INDArray input, INDArray out) {
    float keep = (float) beta;
    float add = (float) (1 - beta);
    long n = begin(input, out);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] s = x.load(from, m);
      float[] o = z.load(from, m);
      for (int i = 0; i < m; i++) {
        o[i] = keep * o[i] + add * s[i] * s[i];
      }
      z.store(from, m);
    }
  }

  void divideByRoot(double a, INDArray input, double c, INDArray v, double epsilon, INDArray out) {
    float fa = (float) a;
    float fc = (float) c;
    float fe = (float) epsilon;
    long n = begin(input, v, out);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] s = x.load(from, m);
      float[] w = y.load(from, m);
      float[] o = z.tile;
      for (int i = 0; i < m; i++) {
        o[i] = fa * s[i] / ((float) Math.sqrt(fc * w[i]) + fe);
      }
      z.store(from, m);
    }
  }

  double sumOfSquares(INDArray input) {
    long n = input.length();
    x.on(input);
    double sum = 0;
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] a = x.load(from, m);
      for (int i = 0; i < m; i++) {
        sum += (double) a[i] * a[i];
      }
    }
    return sum;
  }

  OptionalLong firstNonFinite(INDArray input) {
    long n = input.length();
    x.on(input);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] a = x.load(from, m);
      for (int i = 0; i < m; i++) {
        if (!Float.isFinite(a[i])) {
          return OptionalLong.of(from + i);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Looks at both; the number of numbers to go through. */
  long begin(INDArray in, INDArray out) {
    x.on(in);
    z.on(out);
    return out.length();
  }

  /** Looks at all three; likewise. */
  long begin(INDArray in, INDArray also, INDArray out) {
    y.on(also);
    return begin(in, out);
  }
}
