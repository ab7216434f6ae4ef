package dev.chainrule.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import dev.chainrule.random.RandomStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fast kernels: float arrays in host memory. Matrix products are {@code cblas_sgemm} of the
 * OpenBLAS that ND4J itself loads, on the arrays' own memory; everything else is a loop over a
 * {@link HostMemory tile} of {@code float[]}, which C2 compiles to vector instructions and which
 * stays in the first-level cache. Makes no arrays after its first calls.
 */
public final class CpuKernels implements Kernels {
  private final HostMemory x = new HostMemory();
  private final HostMemory y = new HostMemory();
  private final HostMemory z = new HostMemory();
  private final CpuVectors vectors = new CpuVectors(x, y, z);
  private final RowBuffer first = new RowBuffer();
  private final RowBuffer second = new RowBuffer();
  private final RowBuffer third = new RowBuffer();

  /**
   * Kernels for this machine.
   *
   * @throws IllegalStateException if ND4J's backend keeps its arrays elsewhere than in host memory
   */
  public CpuKernels() {
    if (!KernelChoice.isCpu()) {
      throw new IllegalStateException("ND4J's backend does not keep its arrays in host memory");
    }
  }

  @Override
  public DataType dataType() {
    return DataType.FLOAT;
  }

  @Override
  public void write(float[] values, INDArray out) {
    x.on(out).put(values, 0, length(out));
  }

  @Override
  public void write(double[] values, INDArray out) {
    int n = length(out);
    x.on(out);
    for (int from = 0; from < n; from += HostMemory.TILE) {
      int m = Math.min(HostMemory.TILE, n - from);
      for (int i = 0; i < m; i++) {
        x.tile[i] = (float) values[from + i];
      }
      x.store(from, m);
    }
  }

  @Override
  public void read(INDArray from, double[] out) {
    int n = length(from);
    x.on(from);
    for (int start = 0; start < n; start += HostMemory.TILE) {
      int m = Math.min(HostMemory.TILE, n - start);
      float[] tile = x.load(start, m);
      for (int i = 0; i < m; i++) {
        out[start + i] = tile[i];
      }
    }
  }

  @Override
  public void affine(INDArray input, INDArray A, @Nullable INDArray b, INDArray out) {
    int n = (int) input.size(0);
    int in = (int) A.size(1);
    int units = (int) A.size(0);
    z.on(out);
    if (b != null) { // every row begins as b, and the product is added to it
      float[] bias = first.floats(units);
      y.on(b).get(bias, 0, units);
      for (int i = 0; i < n; i++) {
        z.at((long) i * units).put(bias, 0, units);
      }
    }
    x.on(input);
    y.on(A);
    product(false, true, n, units, in, b == null ? 0f : 1f);
  }

  @Override
  public void affineParameters(INDArray dy, INDArray input, INDArray dA, @Nullable INDArray db) {
    int n = (int) input.size(0);
    int in = (int) input.size(1);
    int units = (int) dy.size(1);
    x.on(dy);
    y.on(input);
    z.on(dA);
    product(true, false, units, in, n, 1f);
    if (db != null) {
      float[] sum = first.floats(units);
      float[] row = second.floats(units);
      z.on(db).get(sum, 0, units);
      x.on(dy);
      for (int i = 0; i < n; i++) {
        x.at((long) i * units).get(row, 0, units);
        for (int j = 0; j < units; j++) {
          sum[j] += row[j];
        }
      }
      z.at(0).put(sum, 0, units);
    }
  }

  @Override
  public void affineWeightPerRow(INDArray dy, INDArray input, INDArray out) {
    int in = (int) input.size(1);
    int units = (int) dy.size(1);
    float[] upstream = first.floats(units);
    float[] row = second.floats(in);
    float[] product = third.floats(in);
    x.on(dy);
    y.on(input);
    z.on(out);
    for (long i = 0; i < dy.size(0); i++) {
      x.at(i * units).get(upstream, 0, units);
      y.at(i * in).get(row, 0, in);
      for (int k = 0; k < units; k++) {
        for (int j = 0; j < in; j++) {
          product[j] = upstream[k] * row[j];
        }
        z.at((i * units + k) * in).put(product, 0, in);
      }
    }
  }

  @Override
  public void affineInput(INDArray dy, INDArray A, INDArray out) {
    int n = (int) dy.size(0);
    int in = (int) A.size(1);
    int units = (int) A.size(0);
    x.on(dy);
    y.on(A);
    z.on(out);
    product(false, false, n, in, units, 0f);
  }

  @Override
  public void map(Elementwise f, INDArray input, INDArray out) {
    long n = vectors.begin(input, out);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] a = x.load(from, m);
      float[] o = z.tile;
      for (int i = 0; i < m; i++) {
        o[i] = (float) f.value(a[i]);
      }
      z.store(from, m);
    }
  }

  @Override
  public void mapBackward(Elementwise f, INDArray r, INDArray dy, INDArray out) {
    long n = vectors.begin(r, dy, out);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] a = x.load(from, m);
      float[] b = y.load(from, m);
      float[] o = z.tile;
      for (int i = 0; i < m; i++) {
        o[i] = (float) (b[i] * f.derivative(a[i]));
      }
      z.store(from, m);
    }
  }

  @Override
  public void mapRows(RowMap f, INDArray input, INDArray out) {
    int k = (int) input.size(1);
    double[] a = first.doubles(k);
    double[] b = second.doubles(k);
    x.on(input);
    z.on(out);
    for (long i = 0; i < input.size(0); i++) {
      x.readRow(i, a);
      f.value(a, b);
      z.writeRow(i, b, 1);
    }
  }

  @Override
  public void mapRowsBackward(RowMap f, INDArray output, INDArray dy, INDArray out) {
    int k = (int) output.size(1);
    double[] a = first.doubles(k);
    double[] b = second.doubles(k);
    double[] c = third.doubles(k);
    x.on(output);
    y.on(dy);
    z.on(out);
    for (long i = 0; i < output.size(0); i++) {
      x.readRow(i, a);
      y.readRow(i, b);
      f.pullback(a, b, c);
      z.writeRow(i, c, 1);
    }
  }

  @Override
  public void dropout(
      RandomStream random, double keep, INDArray input, INDArray mask, INDArray out) {
    float scale = (float) (1 / keep);
    long n = vectors.begin(input, mask, out);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] a = x.load(from, m);
      for (int i = 0; i < m; i++) {
        y.tile[i] = random.nextDouble() < keep ? scale : 0f;
        z.tile[i] = y.tile[i] * a[i];
      }
      y.store(from, m);
      z.store(from, m);
    }
  }

  @Override
  public void multiply(INDArray left, INDArray right, INDArray out) {
    long n = vectors.begin(left, right, out);
    for (long from = 0; from < n; from += HostMemory.TILE) {
      int m = (int) Math.min(HostMemory.TILE, n - from);
      float[] a = x.load(from, m);
      float[] b = y.load(from, m);
      float[] o = z.tile;
      for (int i = 0; i < m; i++) {
        o[i] = a[i] * b[i];
      }
      z.store(from, m);
    }
  }

  @Override
  public double loss(RowLoss f, INDArray p, INDArray t, double scale, @Nullable INDArray out) {
    int k = (int) p.size(1);
    double[] prediction = first.doubles(k);
    double[] target = second.doubles(t.rank() == 1 ? 1 : k);
    double[] dp = third.doubles(k);
    x.on(p);
    y.on(t);
    if (out != null) {
      z.on(out);
    }
    double sum = 0;
    for (int i = 0; i < p.size(0); i++) {
      x.readRow(i, prediction);
      y.readRow(i, target);
      sum += RowLosses.row(f, i, prediction, target, dp);
      if (out != null) {
        z.writeRow(i, dp, scale);
      }
    }
    return scale * sum;
  }

  @Override
  public void argMax(INDArray input, int[] out) {
    double[] row = first.doubles((int) input.size(1));
    x.on(input);
    for (int i = 0; i < input.size(0); i++) {
      x.readRow(i, row);
      out[i] = RowLosses.argMax(i, row);
    }
  }

  @Override
  public void fill(double value, INDArray out) {
    vectors.fill(value, out);
  }

  @Override
  public void copy(INDArray from, INDArray out) {
    vectors.copy(from, out);
  }

  @Override
  public void axpby(double a, INDArray input, double b, INDArray out) {
    vectors.axpby(a, input, b, out);
  }

  @Override
  public void meanSquares(double beta, INDArray input, INDArray out) {
    vectors.meanSquares(beta, input, out);
  }

  @Override
  public void divideByRoot(
      double a, INDArray input, double c, INDArray v, double epsilon, INDArray out) {
    vectors.divideByRoot(a, input, c, v, epsilon, out);
  }

  @Override
  public double sumOfSquares(INDArray input) {
    return vectors.sumOfSquares(input);
  }

  @Override
  public OptionalLong firstNonFinite(INDArray input) {
    return vectors.firstNonFinite(input);
  }

  /**
   * z ← x y + beta z, for row-major matrices: z is {@code [m, n]}, x {@code [m, k]} and y {@code
   * [k, n]} once transposed as said.
   */
  private void product(boolean transposeX, boolean transposeY, int m, int n, int k, float beta) {
    cblas_sgemm(
        CblasRowMajor,
        transposeX ? CblasTrans : CblasNoTrans,
        transposeY ? CblasTrans : CblasNoTrans,
        m,
        n,
        k,
        1f,
        x.at(0),
        transposeX ? m : k,
        y.at(0),
        transposeY ? k : n,
        beta,
        z.at(0),
        n);
  }

  private static int length(INDArray array) {
    return Math.toIntExact(array.length());
  }
}
