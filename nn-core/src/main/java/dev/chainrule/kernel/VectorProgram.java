package dev.chainrule.kernel;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Operations on flat vectors of one length, noted first and then carried out together, one tile
 * after another: each tile of each vector is read once and written once, however many operations
 * there are, and tiles are shared among the threads. What Adam does to a vector in four operations
 * costs one pass over the memory.
 */
final class VectorProgram {
  private static final int MOST_STEPS = 16;
  private static final int MOST_VECTORS = Lane.MOST;

  private final WorkerPool pool;
  private final WorkerPool.Work work = this::share;
  private final VectorStep[] steps = new VectorStep[MOST_STEPS];
  private int stepCount;

  // The vectors that the steps are about, all of the same length.
  private final @Nullable FlatVector[] vectors = new FlatVector[MOST_VECTORS];
  private final boolean[] isRead = new boolean[MOST_VECTORS];
  private final boolean[] isWritten = new boolean[MOST_VECTORS];
  private int vectorCount;
  private long length;
  private @Nullable Shares shares;

  VectorProgram(WorkerPool pool) {
    this.pool = pool;
    Arrays.setAll(steps, i -> new VectorStep());
  }

  // ---- noting

  void fill(double value, FlatVector out) {
    VectorStep step = next(VectorStep.Kind.FILL, out);
    step.a = (float) value;
    step.out = written(out);
  }

  void axpby(double a, FlatVector x, double b, FlatVector out) {
    if (b == 0 && scales(a, x, out)) {
      return;
    }
    VectorStep step = next(VectorStep.Kind.AXPBY, out);
    step.a = (float) a;
    step.b = (float) b;
    step.x = read(x, out);
    step.out = b == 0 ? written(out) : changed(out);
  }

  void meanSquares(double beta, FlatVector x, FlatVector out) {
    VectorStep step = next(VectorStep.Kind.MEAN_SQUARES, out);
    step.a = (float) (1 - beta);
    step.b = (float) beta;
    step.x = read(x, out);
    step.out = changed(out);
  }

  void divideByRoot(
      double a, FlatVector x, double c, FlatVector v, double epsilon, FlatVector out) {
    VectorStep step = next(VectorStep.Kind.DIVIDE_BY_ROOT, out);
    step.a = (float) a;
    step.b = (float) epsilon;
    step.c = (float) c;
    step.x = read(x, out);
    step.v = read(v, out);
    step.out = written(out);
  }

  /** Whether out ← a out only changes the factor of the last step, which made out. */
  private boolean scales(double a, FlatVector x, FlatVector out) {
    if (stepCount == 0 || x != out || out.whole().length() != length) {
      return false;
    }
    VectorStep last = steps[stepCount - 1];
    boolean isOut = last.from == out.from() && last.to == out.from() + out.length();
    if (!last.isMultiple() || !isOut || !vector(last.out).isSame(out.whole())) {
      return false;
    }
    last.a *= (float) a;
    return true;
  }

  /**
   * This vector need not be written back: nobody reads it after what was noted. Where the last two
   * steps are u ← … and θ ← θ + k u, and u is this vector, they become one, θ ← θ + k …; where they
   * are Adam's, they and the two before become one.
   */
  void discard(FlatVector vector) {
    int u = find(vector);
    if (u == vectorCount) {
      return;
    }
    isWritten[u] = false;
    if (stepCount >= 2 && steps[stepCount - 2].mergesWith(steps[stepCount - 1], u)) {
      stepCount--;
      if (stepCount >= 3) {
        steps[stepCount - 3].becomesAdamWith(steps[stepCount - 2], steps[stepCount - 1]);
      }
    }
  }

  private VectorStep next(VectorStep.Kind kind, FlatVector out) {
    long n = out.whole().length();
    // Three vectors are the most that a step brings.
    if (stepCount == MOST_STEPS || vectorCount > MOST_VECTORS - 3 || n != length) {
      run();
      length = n;
    }
    VectorStep step = steps[stepCount++];
    step.kind = kind;
    step.from = out.from();
    step.to = out.from() + out.length();
    return step;
  }

  private int read(FlatVector x, FlatVector out) {
    if (x.from() != out.from()
        || x.length() != out.length()
        || x.whole().length() != out.whole().length()) {
      forget();
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "operands must be the same part of vectors of one length, got %d numbers at %d of %d",
                  x.length(),
                  x.from(),
                  x.whole().length())
              + String.format(
                  Locale.ROOT,
                  " and %d at %d of %d",
                  out.length(),
                  out.from(),
                  out.whole().length()));
    }
    int i = index(x);
    isRead[i] |= !isWritten[i]; // what an earlier step wrote is in the tile
    return i;
  }

  private int written(FlatVector out) {
    if (out.length() < length) { // the rest of it stays
      return changed(out);
    }
    int i = index(out);
    isWritten[i] = true;
    return i;
  }

  private int changed(FlatVector out) {
    int i = read(out, out);
    isWritten[i] = true;
    return i;
  }

  private int index(FlatVector vector) {
    int i = find(vector);
    if (i == vectorCount) {
      vectors[i] = vector.whole();
      if (vector.whole().shares() != null) {
        shares = vector.whole().shares();
      }
      isRead[i] = false;
      isWritten[i] = false;
      vectorCount++;
    }
    return i;
  }

  /** Its number among the vectors; how many there are, if it is none of them. */
  private int find(FlatVector vector) {
    FlatVector whole = vector.whole();
    int i = 0;
    while (i < vectorCount && !vector(i).isSame(whole)) {
      i++;
    }
    return i;
  }

  // ---- carrying out

  /** Carries out what was noted. */
  void run() {
    if (stepCount > 0) {
      try {
        pool.run(work, shares == null ? Tiles.shards(length, pool.size()) : shares.count());
      } finally {
        forget();
      }
    }
  }

  /** Drops what was noted, and the vectors with it. */
  void forget() {
    Arrays.fill(vectors, 0, vectorCount, null);
    stepCount = 0;
    vectorCount = 0;
    shares = null;
  }

  private void share(int shard, int shards, Lane lane) {
    for (int i = 0; i < vectorCount; i++) {
      INDArray array = vector(i).array();
      if (array != null) {
        lane.window(i).on(array);
      }
    }
    if (shares == null) {
      range(Tiles.begin(length, shard, shards), Tiles.begin(length, shard + 1, shards), lane);
      return;
    }
    for (Shares.Range range : shares.of(shard)) {
      range(range.from(), range.to(), lane);
    }
  }

  private void range(long from, long to, Lane lane) {
    if (isAxpy()) {
      axpy(from, (int) (to - from), lane);
      return;
    }
    for (long at = from / Tiles.SIZE * Tiles.SIZE; at < to; at += Tiles.SIZE) {
      tile(at, (int) Math.max(0, from - at), (int) Math.min(Tiles.SIZE, to - at), lane);
    }
  }

  /** Whether all there is to do is θ ← θ + a x on arrays, which is one call of OpenBLAS. */
  private boolean isAxpy() {
    VectorStep s = steps[0];
    return stepCount == 1
        && s.kind == VectorStep.Kind.AXPBY
        && s.b == 1
        && s.a != 0 // OpenBLAS then does not read x, and 0 · NaN is not 0
        && s.from == 0
        && s.to == length
        && length <= Integer.MAX_VALUE
        && vector(s.x).array() != null
        && vector(s.out).array() != null;
  }

  private void axpy(long from, int n, Lane lane) {
    VectorStep s = steps[0];
    cblas_saxpy(n, s.a, lane.window(s.x).at(from), 1, lane.window(s.out).at(from), 1);
  }

  /** The steps on numbers {@code first … last − 1} of the tile that begins at {@code from}. */
  private void tile(long from, int first, int last, Lane lane) {
    int n = last - first;
    for (int i = 0; i < vectorCount; i++) {
      if (isRead[i] && vector(i).array() != null) {
        lane.window(i).read(from + first, lane.tile(i), first, n);
      }
    }
    for (int i = 0; i < stepCount; i++) {
      VectorStep s = steps[i];
      int begin = (int) Math.max(first, s.from - from);
      int end = (int) Math.min(last, s.to - from);
      if (begin < end) {
        step(i, from, lane, begin, end);
      }
      if (s.kind == VectorStep.Kind.ADAM) {
        i += 2;
      }
    }
    for (int i = 0; i < vectorCount; i++) {
      if (isWritten[i] && vector(i).array() != null) {
        lane.window(i).write(from + first, lane.tile(i), first, n);
      }
    }
  }

  private void step(int i, long from, Lane lane, int begin, int end) {
    VectorStep s = steps[i];
    float[] out = numbers(s.out, from, lane);
    switch (s.kind) {
      case FILL -> Arrays.fill(out, begin, end, s.a);
      case AXPBY -> VectorLoops.axpby(s.a, numbers(s.x, from, lane), s.b, out, begin, end);
      case MEAN_SQUARES ->
          VectorLoops.meanSquares(s.a, numbers(s.x, from, lane), s.b, out, begin, end);
      case DIVIDE_BY_ROOT -> {
        float[] x = numbers(s.x, from, lane);
        VectorLoops.divideByRoot(s.a, x, s.c, numbers(s.v, from, lane), s.b, out, begin, end);
      }
      case ADD_DIVIDED_BY_ROOT -> {
        float[] x = numbers(s.x, from, lane);
        VectorLoops.addDividedByRoot(s.a, x, s.c, numbers(s.v, from, lane), s.b, out, begin, end);
      }
      case ADAM -> {
        float[] g = numbers(s.x, from, lane);
        float[] v = numbers(steps[i + 1].out, from, lane);
        float[] theta = numbers(steps[i + 2].out, from, lane);
        VectorLoops.adam(s, steps[i + 1], steps[i + 2], g, out, v, theta, begin, end);
      }
    }
  }

  /** The tile of vector {@code i} that begins at {@code from}: its own, or the lane's copy. */
  private float[] numbers(int i, long from, Lane lane) {
    float[][] own = vector(i).tiles();
    return own == null ? lane.tile(i) : own[(int) (from / Tiles.SIZE)];
  }

  private FlatVector vector(int i) {
    return Objects.requireNonNull(vectors[i]);
  }
}
