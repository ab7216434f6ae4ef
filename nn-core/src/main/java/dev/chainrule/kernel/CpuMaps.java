package dev.chainrule.kernel;

import static java.util.Objects.requireNonNull;

import dev.chainrule.random.RandomStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The element-by-element operations of {@link CpuKernels}, tile by tile, on all threads. */
final class CpuMaps {
  /** An operation on n numbers of each of two tiles, which may be worked in, and a third for it. */
  private interface Pair {
    void apply(float[] a, float[] b, float[] result, int n);
  }

  private final WorkerPool pool;
  private final WorkerPool.Work values = this::values;
  private final WorkerPool.Work pairs = this::pairs;
  private final Pair pullback = this::pullback;
  private final Pair product = CpuMaps::product;

  // What the work in hand is about.
  private @Nullable Elementwise f;
  private @Nullable Pair pair;
  private @Nullable INDArray x;
  private @Nullable INDArray y;
  private @Nullable INDArray kept;
  private @Nullable INDArray out;
  private long length;

  CpuMaps(WorkerPool pool) {
    this.pool = pool;
  }

  void map(Elementwise f, INDArray x, INDArray out) {
    this.f = f;
    this.x = x;
    this.kept = null;
    run(values, out);
  }

  void mapKeeping(Elementwise f, INDArray x, INDArray residual, INDArray out) {
    this.f = f;
    this.x = x;
    this.kept = residual;
    run(values, out);
  }

  void mapBackward(Elementwise f, INDArray r, INDArray dy, INDArray out) {
    this.f = f;
    runPairs(pullback, r, dy, out);
  }

  void multiply(INDArray left, INDArray right, INDArray out) {
    runPairs(product, left, right, out);
  }

  private void runPairs(Pair operation, INDArray left, INDArray right, INDArray result) {
    pair = operation;
    x = left;
    y = right;
    run(pairs, result);
  }

  private void run(WorkerPool.Work work, INDArray result) {
    out = result;
    length = result.length();
    pool.run(work, Tiles.shards(length, pool.size()));
  }

  /** One thread: numbers come from the stream in the order of the elements. */
  void dropout(RandomStream random, double keep, INDArray input, INDArray mask, INDArray result) {
    float scale = (float) (1 / keep);
    Lane lane = pool.lane();
    float[] a = lane.tile(0);
    float[] m = lane.tile(1);
    lane.x.on(input);
    lane.y.on(mask);
    lane.z.on(result);
    long n = result.length();
    for (long from = 0; from < n; from += Tiles.SIZE) {
      int count = (int) Math.min(Tiles.SIZE, n - from);
      lane.x.read(from, a, 0, count);
      for (int i = 0; i < count; i++) {
        m[i] = random.nextDouble() < keep ? scale : 0f;
        a[i] *= m[i];
      }
      lane.y.write(from, m, 0, count);
      lane.z.write(from, a, 0, count);
    }
  }

  private void values(int shard, int shards, Lane lane) {
    Elementwise function = requireNonNull(f);
    float[] a = lane.tile(0);
    float[] b = lane.tile(1);
    lane.x.on(requireNonNull(x));
    lane.z.on(requireNonNull(out));
    INDArray residual = kept;
    if (residual != null) {
      lane.y.on(residual);
    }
    long end = Tiles.begin(length, shard + 1, shards);
    for (long from = Tiles.begin(length, shard, shards); from < end; from += Tiles.SIZE) {
      int n = (int) Math.min(Tiles.SIZE, end - from);
      lane.x.read(from, a, 0, n);
      function.values(a, b, n);
      if (residual != null) {
        lane.y.write(from, a, 0, n);
      }
      lane.z.write(from, b, 0, n);
    }
  }

  private void pairs(int shard, int shards, Lane lane) {
    Pair operation = requireNonNull(pair);
    float[] a = lane.tile(0);
    float[] b = lane.tile(1);
    float[] c = lane.tile(2);
    lane.x.on(requireNonNull(x));
    lane.y.on(requireNonNull(y));
    lane.z.on(requireNonNull(out));
    long end = Tiles.begin(length, shard + 1, shards);
    for (long from = Tiles.begin(length, shard, shards); from < end; from += Tiles.SIZE) {
      int n = (int) Math.min(Tiles.SIZE, end - from);
      lane.x.read(from, a, 0, n);
      lane.y.read(from, b, 0, n);
      operation.apply(a, b, c, n);
      lane.z.write(from, c, 0, n);
    }
  }

  private void pullback(float[] r, float[] dy, float[] dx, int n) {
    requireNonNull(f).pullbacks(r, dy, dx, n);
  }

  private static void product(float[] a, float[] b, float[] result, int n) {
    for (int i = 0; i < n; i++) {
      result[i] = a[i] * b[i];
    }
  }
}
