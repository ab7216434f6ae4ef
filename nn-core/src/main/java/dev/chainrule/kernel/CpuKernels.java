package dev.chainrule.kernel;

import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shapes;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fast kernels: float arrays in host memory. Matrix products are {@code cblas_sgemm} of the
 * OpenBLAS that ND4J itself loads, on the arrays' own memory; everything else is a loop over a tile
 * of {@code float[]}, which C2 compiles to vector instructions and which stays in the first-level
 * cache. Makes no arrays after its first calls.
 *
 * <p>Work that is worth it is shared among threads of its own. How it is shared follows from the
 * shapes and the number of threads alone: the same number gives the same bits. OpenBLAS is set to
 * one thread, for the whole process, since it would split each block again.
 */
public final class CpuKernels implements Kernels {
  private final WorkerPool pool;
  private final CpuAffine affine;
  private final CpuMaps maps;
  private final CpuRows rows;
  private final TileVectors vectors;

  /**
   * Kernels for this machine, on the calling thread alone.
   *
   * @throws IllegalStateException if ND4J's backend keeps its arrays elsewhere than in host memory
   */
  public CpuKernels() {
    this(1);
  }

  /**
   * The same on so many threads: the caller's and, once there is work for them, others.
   *
   * @throws IllegalArgumentException unless it is in 1 … {@value KernelChoice#MOST_THREADS}
   */
  public CpuKernels(int threads) {
    this(new WorkerPool(threads, false));
  }

  CpuKernels(WorkerPool pool) {
    this(pool, new MatrixProducts(OpenBlas.hasSmallProducts()));
  }

  CpuKernels(WorkerPool pool, MatrixProducts products) {
    if (!KernelChoice.isCpu()) {
      throw new IllegalStateException("ND4J's backend does not keep its arrays in host memory");
    }
    this.pool = pool;
    affine = new CpuAffine(pool, products);
    maps = new CpuMaps(pool);
    rows = new CpuRows(pool);
    vectors = new TileVectors(pool);
  }

  @Override
  public DataType dataType() {
    return DataType.FLOAT;
  }

  @Override
  public int threads() {
    return pool.size();
  }

  @Override
  public void write(float[] values, INDArray out) {
    pool.lane().x.on(out).write(0, values, 0, length(out));
  }

  @Override
  public void write(double[] values, INDArray out) {
    int n = length(out);
    Lane lane = pool.lane();
    HostMemory to = lane.x.on(out);
    float[] tile = lane.tile(0);
    for (int from = 0; from < n; from += Tiles.SIZE) {
      int m = Math.min(Tiles.SIZE, n - from);
      for (int i = 0; i < m; i++) {
        tile[i] = (float) values[from + i];
      }
      to.write(from, tile, 0, m);
    }
  }

  @Override
  public void write(RowSource source, INDArray out) {
    rows.write(source, out);
  }

  @Override
  public void read(INDArray array, double[] out) {
    int n = length(array);
    Lane lane = pool.lane();
    HostMemory from = lane.x.on(array);
    float[] tile = lane.tile(0);
    for (int start = 0; start < n; start += Tiles.SIZE) {
      int m = Math.min(Tiles.SIZE, n - start);
      from.read(start, tile, 0, m);
      for (int i = 0; i < m; i++) {
        out[start + i] = tile[i];
      }
    }
  }

  @Override
  public void affine(INDArray x, INDArray A, @Nullable INDArray b, INDArray out) {
    affine.map(x, A, b, null, out, null);
  }

  @Override
  public void affineMap(
      INDArray x, INDArray A, @Nullable INDArray b, Elementwise f, INDArray z, INDArray out) {
    affine.map(x, A, b, f, z, out);
  }

  @Override
  public void affineParameters(
      INDArray dy, INDArray x, boolean add, INDArray dA, @Nullable INDArray db) {
    affine.parameters(null, null, dy, x, add, dy, dA, db);
  }

  @Override
  public void affineMapParameters(
      Elementwise f,
      INDArray r,
      INDArray dy,
      INDArray x,
      boolean add,
      INDArray dz,
      INDArray dA,
      @Nullable INDArray db) {
    affine.parameters(f, r, dy, x, add, dz, dA, db);
  }

  @Override
  public void affineWeightPerRow(INDArray dy, INDArray x, INDArray out) {
    int in = (int) Shapes.dim(x, 1);
    int units = (int) Shapes.dim(dy, 1);
    Lane lane = pool.lane();
    float[] upstream = lane.first.floats(units);
    float[] row = lane.second.floats(in);
    float[] product = lane.third.floats(in);
    lane.x.on(dy);
    lane.y.on(x);
    lane.z.on(out);
    for (long i = 0; i < Shapes.dim(dy, 0); i++) {
      lane.x.read(i * units, upstream, 0, units);
      lane.y.read(i * in, row, 0, in);
      for (int k = 0; k < units; k++) {
        for (int j = 0; j < in; j++) {
          product[j] = upstream[k] * row[j];
        }
        lane.z.write((i * units + k) * in, product, 0, in);
      }
    }
  }

  @Override
  public void affineInput(INDArray dy, INDArray A, INDArray out) {
    affine.input(dy, A, out);
  }

  @Override
  public void map(Elementwise f, INDArray x, INDArray out) {
    maps.map(f, x, out);
  }

  @Override
  public void mapKeeping(Elementwise f, INDArray x, INDArray residual, INDArray out) {
    maps.mapKeeping(f, x, residual, out);
  }

  @Override
  public void mapBackward(Elementwise f, INDArray r, INDArray dy, INDArray out) {
    maps.mapBackward(f, r, dy, out);
  }

  @Override
  public void mapRows(RowMap f, INDArray x, INDArray out) {
    rows.mapRows(f, x, out);
  }

  @Override
  public void mapRowsBackward(RowMap f, INDArray y, INDArray dy, INDArray out) {
    rows.mapRowsBackward(f, y, dy, out);
  }

  @Override
  public void dropout(RandomStream random, double keep, INDArray x, INDArray mask, INDArray out) {
    maps.dropout(random, keep, x, mask, out);
  }

  @Override
  public void multiply(INDArray x, INDArray y, INDArray out) {
    maps.multiply(x, y, out);
  }

  @Override
  public double loss(RowLoss f, INDArray p, INDArray t, double scale, @Nullable INDArray out) {
    return rows.loss(f, p, t, scale, out);
  }

  @Override
  public void argMax(INDArray x, int[] out) {
    rows.argMax(x, out);
  }

  @Override
  public void copy(INDArray x, INDArray out) {
    Lane lane = pool.lane();
    if (x.dataType() == DataType.FLOAT && out.dataType() == DataType.FLOAT) {
      HostMemory.copy(lane.x.on(x), lane.z.on(out), x.length());
    } else {
      out.assign(x);
    }
  }

  @Override
  public OptionalLong firstNonFinite(INDArray x) {
    long n = x.length();
    Lane lane = pool.lane();
    float[] a = lane.tile(0);
    lane.x.on(x);
    for (long from = 0; from < n; from += Tiles.SIZE) {
      int m = (int) Math.min(Tiles.SIZE, n - from);
      lane.x.read(from, a, 0, m);
      for (int i = 0; i < m; i++) {
        if (!Float.isFinite(a[i])) {
          return OptionalLong.of(from + i);
        }
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public Vectors vectors() {
    return vectors;
  }

  @Override
  public void fill(double value, INDArray out) {
    vectors.fill(value, vectors.of(out));
  }

  @Override
  public void axpby(double a, INDArray x, double b, INDArray out) {
    vectors.axpby(a, vectors.of(x), b, vectors.of(out));
  }

  private static int length(INDArray array) {
    return Math.toIntExact(array.length());
  }
}
