package dev.chainrule.kernel;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import dev.chainrule.tensor.Shapes;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The affine maps of {@link CpuKernels}: {@link MatrixProducts} on the arrays' own memory, one
 * thread for each block of the result, and what follows (bias, activation, their derivatives) row
 * by row.
 *
 * <p>Products of many rows are split by them, others by columns. OpenBLAS of this version does not
 * split products of small batches itself. What follows is always split by rows, which lie in one
 * piece: to copy 64 rows of 64 numbers takes 0.7 µs, 4,096 numbers at once a tenth of that. That is
 * more than it costs to wait for each other in between.
 */
final class CpuAffine {
  /**
   * Multiplications for each thread from which splitting pays: some 4 µs of work, a handing over
   * costs about one.
   */
  static final long MULTIPLICATIONS_PER_THREAD = 250_000;

  /**
   * The same where it is by rows, so that each thread goes on with what it made of the layer
   * before: 64×128×10 takes 1.0 instead of 1.4 µs.
   */
  static final long MULTIPLICATIONS_PER_THREAD_BY_ROWS = 40_000;

  private final WorkerPool pool;
  private final MatrixProducts products;
  private final WorkerPool.Work forward = this::forward;
  private final WorkerPool.Work finish = this::finish;
  private final WorkerPool.Work pullback = this::pullback;
  private final WorkerPool.Work parameters = this::parameters;
  private final WorkerPool.Work input = this::input;

  // What the work in hand is about.
  private @Nullable INDArray x;
  private @Nullable INDArray A;
  private @Nullable INDArray b;
  private @Nullable INDArray z;
  private @Nullable INDArray y;
  private @Nullable INDArray dy;
  private @Nullable INDArray r;
  private @Nullable Elementwise f;
  private int rows;
  private int in;
  private int units;
  private boolean adds;

  CpuAffine(WorkerPool pool, MatrixProducts products) {
    this.pool = pool;
    this.products = products;
  }

  /** z = x Aᵀ + b and y = f(z), which may be the same memory; without an f only z. */
  void map(
      INDArray x,
      INDArray A,
      @Nullable INDArray b,
      @Nullable Elementwise f,
      INDArray z,
      @Nullable INDArray y) {
    this.x = x;
    this.A = A;
    this.b = b;
    this.f = f;
    this.z = z;
    this.y = y;
    sizes(x, Shapes.dim(A, 0));
    int shards = shards(isByRows(), units);
    pool.run(forward, shards);
    if (finishesLater(shards)) {
      pool.run(finish, shards);
    }
  }

  /** dz = dy ⊙ f′(r), dA (+)= dzᵀ x and db (+)= Σ rows of dz; without an f, dz is dy. */
  void parameters(
      @Nullable Elementwise f,
      @Nullable INDArray r,
      INDArray dy,
      INDArray x,
      boolean adds,
      INDArray dz,
      INDArray dA,
      @Nullable INDArray db) {
    this.f = f;
    this.r = r;
    this.dy = dy;
    this.x = x;
    this.z = dz;
    this.A = dA;
    this.b = db;
    this.adds = adds;
    sizes(x, Shapes.dim(dy, 1));
    int shards = shards(false, units);
    if (f != null) {
      pool.run(pullback, shards);
    }
    pool.run(parameters, shards);
  }

  /** dx = dz A. */
  void input(INDArray dz, INDArray A, INDArray dx) {
    this.z = dz;
    this.A = A;
    this.x = dx;
    sizes(dx, Shapes.dim(dz, 1));
    pool.run(input, shards(isInputByRows(), in));
  }

  private void sizes(INDArray input, long outputs) {
    rows = (int) Shapes.dim(input, 0);
    in = (int) Shapes.dim(input, 1);
    units = (int) outputs;
  }

  /**
   * Whether x Aᵀ is split by the rows of the batch: where there are more of them than of A, all of
   * which each thread then reads.
   */
  private boolean isByRows() {
    return rows > units;
  }

  /** The same of dz A, whose columns may besides be too few to split. */
  private boolean isInputByRows() {
    return isByRows() || rows > in;
  }

  private int shards(boolean byRows, int columns) {
    long least = byRows ? MULTIPLICATIONS_PER_THREAD_BY_ROWS : MULTIPLICATIONS_PER_THREAD;
    return Blocks.shards((long) rows * in * units, least, byRows ? rows : columns, pool.size());
  }

  // ---- the work on one block

  private void forward(int shard, int shards, Lane lane) {
    if (SmallProducts.isFor(rows, in, units)) {
      small(lane);
      return;
    }
    boolean byRows = isByRows();
    int top = byRows ? top(shard, shards) : 0;
    int bottom = byRows ? top(shard + 1, shards) : rows;
    int left = byRows ? 0 : Blocks.begin(units, shard, shards);
    int right = byRows ? units : Blocks.begin(units, shard + 1, shards);
    HostMemory out = lane.z.on(requireNonNull(z)).at((long) top * units + left);
    lane.x.on(requireNonNull(x)).at((long) top * in);
    lane.y.on(requireNonNull(A)).at((long) left * in);
    products.timesTransposed(bottom - top, right - left, in, lane.x, in, lane.y, in, out, units);
    if (!finishesLater(shards)) {
      finish(shard, shards, lane);
    }
  }

  /** Whether no thread's block is of whole rows. */
  private boolean finishesLater(int shards) {
    return shards > 1 && !isByRows();
  }

  /** All of it without OpenBLAS. */
  private void small(Lane lane) {
    float[] values = lane.tile(0);
    float[] bias = lane.tile(1);
    float[] input = lane.tile(2);
    float[] weights = lane.tile(3);
    lane.x.on(requireNonNull(x)).read(0, input, 0, rows * in);
    lane.y.on(requireNonNull(A)).read(0, weights, 0, units * in);
    if (b != null) {
      lane.z.on(b).read(0, bias, 0, units);
    } else {
      Arrays.fill(bias, 0, units, 0f);
    }
    SmallProducts.affine(input, weights, bias, values, rows, in, units);
    int n = rows * units;
    boolean keeps = f != null && f.keepsResidual();
    if (!keeps && (f == null || isApart())) {
      lane.z.on(requireNonNull(z)).write(0, values, 0, n);
    }
    if (f != null) {
      f.values(values, input, n);
      lane.z.on(requireNonNull(y)).write(0, input, 0, n);
    }
    if (keeps) {
      lane.z.on(requireNonNull(z)).write(0, values, 0, n);
    }
  }

  /** Whether y is not written over z. */
  private boolean isApart() {
    return y != z && HostMemory.address(requireNonNull(y)) != HostMemory.address(requireNonNull(z));
  }

  /** Adds b to some rows of z and applies f, as many numbers at a time as fit a tile. */
  private void finish(int shard, int shards, Lane lane) {
    if (b == null && f == null) {
      return;
    }
    int top = top(shard, shards);
    int bottom = top(shard + 1, shards);
    lane.z.on(requireNonNull(z));
    boolean apart = f != null && isApart();
    boolean keeps = f != null && f.keepsResidual();
    HostMemory out = apart ? lane.y.on(requireNonNull(y)) : lane.z;
    float[] a = lane.tile(0);
    float[] bias = lane.tile(1);
    float[] values = f == null ? a : lane.tile(2);
    int width = Math.min(Tiles.SIZE, units);
    int height = Math.min(Tiles.SIZE / width, bottom - top);
    for (int from = 0; from < units; from += width) {
      int columns = Math.min(width, units - from);
      if (b != null) {
        lane.x.on(b).read(from, bias, 0, columns);
        Tiles.repeat(bias, columns, height);
      }
      for (int row = top; row < bottom; row += height) {
        int n = Math.min(height, bottom - row) * columns;
        long at = (long) row * units + from;
        lane.z.read(at, a, 0, n);
        if (b != null) {
          Tiles.add(bias, a, n);
        }
        if (f != null) {
          if (apart && !keeps) {
            lane.z.write(at, a, 0, n);
          }
          f.values(a, values, n);
          if (keeps) {
            lane.z.write(at, a, 0, n);
          }
        }
        out.write(at, values, 0, n);
      }
    }
  }

  private void parameters(int shard, int shards, Lane lane) {
    int left = Blocks.begin(units, shard, shards);
    int right = Blocks.begin(units, shard + 1, shards);
    HostMemory dz = lane.x.on(requireNonNull(z)).at(left);
    float beta = adds ? 1 : 0;
    if (b != null) {
      HostMemory db = lane.z.on(b).at(left);
      FloatPointer ones = lane.ones(rows);
      cblas_sgemv(
          CblasRowMajor, CblasTrans, rows, right - left, 1f, dz, units, ones, 1, beta, db, 1);
    }
    lane.y.on(requireNonNull(x));
    HostMemory dA = lane.z.on(requireNonNull(A)).at((long) left * in);
    products.times(true, right - left, in, rows, dz, units, lane.y, in, beta, dA, in);
  }

  /** dz of some rows. */
  private void pullback(int shard, int shards, Lane lane) {
    lane.x.on(requireNonNull(dy));
    lane.y.on(requireNonNull(r));
    lane.z.on(requireNonNull(z));
    float[] d = lane.tile(0);
    float[] known = lane.tile(1);
    float[] result = lane.tile(2);
    long end = (long) top(shard + 1, shards) * units;
    for (long at = (long) top(shard, shards) * units; at < end; at += Tiles.SIZE) {
      int n = (int) Math.min(Tiles.SIZE, end - at);
      lane.x.read(at, d, 0, n);
      lane.y.read(at, known, 0, n);
      requireNonNull(f).pullbacks(known, d, result, n);
      lane.z.write(at, result, 0, n);
    }
  }

  private void input(int shard, int shards, Lane lane) {
    boolean byRows = isInputByRows();
    int top = byRows ? top(shard, shards) : 0;
    int bottom = byRows ? top(shard + 1, shards) : rows;
    int left = byRows ? 0 : Blocks.begin(in, shard, shards);
    int right = byRows ? in : Blocks.begin(in, shard + 1, shards);
    lane.x.on(requireNonNull(z)).at((long) top * units);
    lane.y.on(requireNonNull(A)).at(left);
    HostMemory out = lane.z.on(requireNonNull(x)).at((long) top * in + left);
    products.times(false, bottom - top, right - left, units, lane.x, units, lane.y, in, 0, out, in);
  }

  /** Where the rows of a shard begin: at a whole block if there are many. */
  private int top(int shard, int shards) {
    return isByRows() ? Blocks.begin(rows, shard, shards) : (int) ((long) rows * shard / shards);
  }
}
