package dev.chainrule.kernel;

import dev.chainrule.random.RandomStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The reference: ND4J's own operations, on any backend, float or double, written for reading rather
 * than for speed. Functions of one element or one row are evaluated in double on the host.
 *
 * <p>It makes temporary arrays; {@link CpuKernels} makes none.
 */
public final class Nd4jKernels implements Kernels {
  private final DataType type;
  private final Vectors vectors;

  /**
   * Kernels for arrays of this type.
   *
   * @throws IllegalArgumentException unless it is FLOAT or DOUBLE
   */
  public Nd4jKernels(DataType type) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException("arrays are FLOAT or DOUBLE, got " + type);
    }
    this.type = type;
    this.vectors = new ArrayVectors(type);
  }

  @Override
  public DataType dataType() {
    return type;
  }

  @Override
  public void write(float[] values, INDArray out) {
    out.assign(
        Nd4j.createFromArray(java.util.Arrays.copyOf(values, length(out))).reshape(out.shape()));
  }

  @Override
  public void write(double[] values, INDArray out) {
    out.assign(
        Nd4j.createFromArray(java.util.Arrays.copyOf(values, length(out))).reshape(out.shape()));
  }

  @Override
  public void read(INDArray x, double[] out) {
    System.arraycopy(doubles(x), 0, out, 0, length(x));
  }

  @Override
  public void affine(INDArray x, INDArray A, @Nullable INDArray b, INDArray out) {
    // Row-major arrays are column-major ones of their transposes: outᵀ = A xᵀ, without a copy.
    Nd4j.gemm(A.transpose(), x.transpose(), out.transpose(), true, false, 1, 0);
    if (b != null) {
      out.addiRowVector(b);
    }
  }

  @Override
  public void affineParameters(
      INDArray dy, INDArray x, boolean add, INDArray dA, @Nullable INDArray db) {
    Nd4j.gemm(x.transpose(), dy.transpose(), dA.transpose(), false, true, 1, add ? 1 : 0);
    if (db != null) {
      INDArray sum = dy.sum(0);
      db.assign(add ? sum.addi(db) : sum);
    }
  }

  @Override
  public void affineWeightPerRow(INDArray dy, INDArray x, INDArray out) {
    long n = dy.size(0);
    INDArray columns = dy.reshape(n, dy.size(1), 1);
    INDArray rows = x.reshape(n, 1, x.size(1));
    out.assign(Nd4j.matmul(columns, rows).reshape(out.shape()));
  }

  @Override
  public void affineInput(INDArray dy, INDArray A, INDArray out) {
    Nd4j.gemm(A.transpose(), dy.transpose(), out.transpose(), false, false, 1, 0);
  }

  @Override
  public void map(Elementwise f, INDArray x, INDArray out) {
    double[] values = doubles(x);
    for (int i = 0; i < values.length; i++) {
      values[i] = f.value(values[i]);
    }
    write(values, out);
  }

  @Override
  public void mapKeeping(Elementwise f, INDArray x, INDArray residual, INDArray out) {
    double[] values = doubles(x);
    double[] kept = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      kept[i] = f.residual(values[i]);
      values[i] = f.value(values[i]);
    }
    write(kept, residual);
    write(values, out);
  }

  @Override
  public void mapBackward(Elementwise f, INDArray r, INDArray dy, INDArray out) {
    double[] values = doubles(r);
    double[] upstream = doubles(dy);
    for (int i = 0; i < values.length; i++) {
      values[i] = upstream[i] * f.derivative(values[i]);
    }
    write(values, out);
  }

  @Override
  public void mapRows(RowMap f, INDArray x, INDArray out) {
    Rows rows = new Rows(x);
    double[] y = new double[rows.columns];
    for (int i = 0; i < rows.count; i++) {
      f.value(rows.get(i), y);
      rows.set(i, y);
    }
    write(rows.values, out);
  }

  @Override
  public void mapRowsBackward(RowMap f, INDArray y, INDArray dy, INDArray out) {
    Rows outputs = new Rows(y);
    Rows upstream = new Rows(dy);
    double[] dx = new double[outputs.columns];
    for (int i = 0; i < outputs.count; i++) {
      f.pullback(outputs.get(i), upstream.get(i), dx);
      outputs.set(i, dx);
    }
    write(outputs.values, out);
  }

  @Override
  public void dropout(RandomStream random, double keep, INDArray x, INDArray mask, INDArray out) {
    double[] values = new double[length(x)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < keep ? 1 / keep : 0;
    }
    write(values, mask);
    multiply(x, mask, out);
  }

  @Override
  public void multiply(INDArray x, INDArray y, INDArray out) {
    x.muli(y, out);
  }

  @Override
  public double loss(RowLoss f, INDArray p, INDArray t, double scale, @Nullable INDArray out) {
    Rows predictions = new Rows(p);
    Rows targets = t.rank() == 1 ? new Rows(t.reshape(t.length(), 1)) : new Rows(t);
    double[] dp = new double[predictions.columns];
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < predictions.count; i++) {
      sum.add(RowLosses.row(f, i, predictions.get(i), targets.get(i), dp));
      for (int j = 0; j < dp.length; j++) {
        dp[j] *= scale;
      }
      predictions.set(i, dp);
    }
    if (out != null) {
      write(predictions.values, out);
    }
    return scale * sum.value();
  }

  @Override
  public void argMax(INDArray x, int[] out) {
    Rows rows = new Rows(x);
    for (int i = 0; i < rows.count; i++) {
      out[i] = RowLosses.argMax(i, rows.get(i));
    }
  }

  @Override
  public Vectors vectors() {
    return vectors;
  }

  @Override
  public void fill(double value, INDArray out) {
    out.assign(value);
  }

  @Override
  public void copy(INDArray x, INDArray out) {
    out.assign(x);
  }

  @Override
  public void axpby(double a, INDArray x, double b, INDArray out) {
    vectors.axpby(a, vectors.of(x), b, vectors.of(out));
  }

  @Override
  public OptionalLong firstNonFinite(INDArray x) {
    double[] values = doubles(x);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  private static int length(INDArray x) {
    return Math.toIntExact(x.length());
  }

  /** A copy of the numbers, row-major ({@code data()} alone ignores a view's layout). */
  private static double[] doubles(INDArray x) {
    return x.dup('c').data().asDouble();
  }

  /** The rows of a matrix as plain arrays. */
  private static final class Rows {
    final double[] values;
    final int count;
    final int columns;
    private final double[] row;

    Rows(INDArray matrix) {
      values = doubles(matrix);
      count = Math.toIntExact(matrix.size(0));
      columns = Math.toIntExact(matrix.size(1));
      row = new double[columns];
    }

    /** Row i; overwritten by the next call. */
    double[] get(int i) {
      System.arraycopy(values, i * columns, row, 0, columns);
      return row;
    }

    void set(int i, double[] from) {
      System.arraycopy(from, 0, values, i * columns, columns);
    }
  }
}
