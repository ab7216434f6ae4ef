package dev.chainrule.kernel;

import java.util.Arrays;
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
  private static final int MOST = Lane.MOST;

  private enum Kind {
    FILL,
    AXPBY,
    MEAN_SQUARES,
    DIVIDE_BY_ROOT
  }

  /** One operation: what it does, to which vectors, with which constants. */
  private static final class Step {
    Kind kind = Kind.FILL;
    int x;
    int v;
    int out;
    float a;
    float b;
    float c;
  }

  private final Team team;
  private final Team.Work tiles = this::tiles;
  private final Step[] steps = new Step[MOST];
  private final @Nullable INDArray[] vectors = new INDArray[MOST];
  private final long[] addresses = new long[MOST];
  private final boolean[] isRead = new boolean[MOST];
  private final boolean[] isWritten = new boolean[MOST];
  private int stepCount;
  private int vectorCount;
  private long length;

  VectorProgram(Team team) {
    this.team = team;
    Arrays.setAll(steps, i -> new Step());
  }

  void fill(double value, INDArray out) {
    Step step = next(Kind.FILL, out.length());
    step.a = (float) value;
    step.out = written(out);
  }

  void axpby(double a, INDArray x, double b, INDArray out) {
    Step step = next(Kind.AXPBY, out.length());
    step.a = (float) a;
    step.b = (float) b;
    step.x = read(x);
    step.out = b == 0 ? written(out) : changed(out);
  }

  void meanSquares(double beta, INDArray x, INDArray out) {
    Step step = next(Kind.MEAN_SQUARES, out.length());
    step.a = (float) (1 - beta);
    step.b = (float) beta;
    step.x = read(x);
    step.out = changed(out);
  }

  void divideByRoot(double a, INDArray x, double c, INDArray v, double epsilon, INDArray out) {
    Step step = next(Kind.DIVIDE_BY_ROOT, out.length());
    step.a = (float) a;
    step.b = (float) epsilon;
    step.c = (float) c;
    step.x = read(x);
    step.v = read(v);
    step.out = written(out);
  }

  /** Carries out what was noted. */
  void run() {
    if (stepCount > 0) {
      try {
        team.run(tiles, Tiles.shards(length, team.size()));
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
  }

  // ---- noting

  private Step next(Kind kind, long n) {
    // Three vectors are the most that a step brings.
    if (stepCount == MOST || vectorCount > MOST - 3 || (stepCount > 0 && n != length)) {
      run();
    }
    length = n;
    Step step = steps[stepCount++];
    step.kind = kind;
    return step;
  }

  private int read(INDArray vector) {
    int i = index(vector);
    isRead[i] |= !isWritten[i]; // what an earlier step wrote is in the tile
    return i;
  }

  private int written(INDArray vector) {
    int i = index(vector);
    isWritten[i] = true;
    return i;
  }

  private int changed(INDArray vector) {
    read(vector);
    return written(vector);
  }

  private int index(INDArray vector) {
    long address = HostMemory.address(vector); // two views may be the same memory
    for (int i = 0; i < vectorCount; i++) {
      if (addresses[i] == address) {
        return i;
      }
    }
    vectors[vectorCount] = vector;
    addresses[vectorCount] = address;
    isRead[vectorCount] = false;
    isWritten[vectorCount] = false;
    return vectorCount++;
  }

  // ---- carrying out

  private void tiles(int shard, int shards, Lane lane) {
    for (int i = 0; i < vectorCount; i++) {
      lane.window(i).on(Objects.requireNonNull(vectors[i]));
    }
    long end = Tiles.begin(length, shard + 1, shards);
    for (long from = Tiles.begin(length, shard, shards); from < end; from += HostMemory.TILE) {
      tile(from, (int) Math.min(HostMemory.TILE, end - from), lane);
    }
  }

  private void tile(long from, int n, Lane lane) {
    for (int i = 0; i < vectorCount; i++) {
      if (isRead[i]) {
        lane.window(i).read(from, lane.tile(i), 0, n);
      }
    }
    for (int i = 0; i < stepCount; i++) {
      Step s = steps[i];
      float[] out = lane.tile(s.out);
      switch (s.kind) {
        case FILL -> Arrays.fill(out, 0, n, s.a);
        case AXPBY -> axpby(s.a, lane.tile(s.x), s.b, out, n);
        case MEAN_SQUARES -> meanSquares(s.a, lane.tile(s.x), s.b, out, n);
        case DIVIDE_BY_ROOT -> divideByRoot(s.a, lane.tile(s.x), s.c, lane.tile(s.v), s.b, out, n);
      }
    }
    for (int i = 0; i < vectorCount; i++) {
      if (isWritten[i]) {
        lane.window(i).write(from, lane.tile(i), 0, n);
      }
    }
  }

  // Methods of their own, since C2 vectorises a loop best that is alone.

  private static void axpby(float a, float[] x, float b, float[] out, int n) {
    if (b == 0) { // 0 · NaN is not 0
      for (int i = 0; i < n; i++) {
        out[i] = a * x[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = a * x[i] + b * out[i];
      }
    }
  }

  private static void meanSquares(float a, float[] x, float b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = b * out[i] + a * x[i] * x[i];
    }
  }

  private static void divideByRoot(
      float a, float[] x, float c, float[] v, float epsilon, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a * x[i] / ((float) Math.sqrt(c * v[i]) + epsilon);
    }
  }
}
