package dev.chainrule.kernel;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

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
    DIVIDE_BY_ROOT,
    ADD_DIVIDED_BY_ROOT,
    ADAM
  }

  /** One operation: what it does, with which constants, to which part of which vectors. */
  private static final class Step {
    Kind kind = Kind.FILL;
    long from;
    long to;
    float a;
    float b;
    float c;
    int x;
    int v;
    int out;

    boolean isOn(Step other) {
      return from == other.from && to == other.to;
    }
  }

  private final Team team;
  private final Team.Work tiles = this::tiles;
  private final Step[] steps = new Step[MOST];
  private int stepCount;

  // The vectors that the steps are about, all of the same length.
  private final @Nullable FlatVector[] vectors = new FlatVector[MOST];
  private final boolean[] isRead = new boolean[MOST];
  private final boolean[] isWritten = new boolean[MOST];
  private int vectorCount;
  private long length;

  VectorProgram(Team team) {
    this.team = team;
    Arrays.setAll(steps, i -> new Step());
  }

  // ---- noting

  void fill(double value, FlatVector out) {
    Step step = next(Kind.FILL, out);
    step.a = (float) value;
    step.out = written(out);
  }

  void axpby(double a, FlatVector x, double b, FlatVector out) {
    if (b == 0 && scales(a, x, out)) {
      return;
    }
    Step step = next(Kind.AXPBY, out);
    step.a = (float) a;
    step.b = (float) b;
    step.x = read(x, out);
    step.out = b == 0 ? written(out) : changed(out);
  }

  void meanSquares(double beta, FlatVector x, FlatVector out) {
    Step step = next(Kind.MEAN_SQUARES, out);
    step.a = (float) (1 - beta);
    step.b = (float) beta;
    step.x = read(x, out);
    step.out = changed(out);
  }

  void divideByRoot(
      double a, FlatVector x, double c, FlatVector v, double epsilon, FlatVector out) {
    Step step = next(Kind.DIVIDE_BY_ROOT, out);
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
    Step last = steps[stepCount - 1];
    boolean isFactor = last.kind == Kind.DIVIDE_BY_ROOT || (last.kind == Kind.AXPBY && last.b == 0);
    boolean isOut = last.from == out.from() && last.to == out.from() + out.length();
    if (!isFactor || !isOut || last.out != index(out)) {
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
    int u = index(vector);
    isWritten[u] = false;
    if (stepCount >= 2 && joinsLast(u) && stepCount >= 3) {
      joinAdam();
    }
  }

  private boolean joinsLast(int u) {
    Step made = steps[stepCount - 2];
    Step last = steps[stepCount - 1];
    if (last.kind != Kind.AXPBY || last.b != 1 || last.x != u || last.out == u) {
      return false;
    }
    if (made.out != u || !made.isOn(last) || last.out == made.x) {
      return false;
    }
    if (made.kind == Kind.AXPBY && made.b == 0) {
      made.b = 1;
    } else if (made.kind == Kind.DIVIDE_BY_ROOT && last.out != made.v) {
      made.kind = Kind.ADD_DIVIDED_BY_ROOT;
    } else {
      return false;
    }
    made.a *= last.a;
    made.out = last.out;
    stepCount--;
    return true;
  }

  private void joinAdam() {
    Step mean = steps[stepCount - 3];
    Step squares = steps[stepCount - 2];
    Step move = steps[stepCount - 1];
    boolean isAdam =
        mean.kind == Kind.AXPBY
            && squares.kind == Kind.MEAN_SQUARES
            && move.kind == Kind.ADD_DIVIDED_BY_ROOT
            && mean.isOn(squares)
            && mean.isOn(move)
            && mean.x == squares.x
            && mean.out == move.x
            && squares.out == move.v;
    if (isAdam) {
      mean.kind = Kind.ADAM; // reads the constants of the two steps behind it as well
    }
  }

  private Step next(Kind kind, FlatVector out) {
    long n = out.whole().length();
    // Three vectors are the most that a step brings.
    if (stepCount == MOST || vectorCount > MOST - 3 || n != length) {
      run();
      length = n;
    }
    Step step = steps[stepCount++];
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
          "operands must be the same part of vectors of one length, got %d numbers at %d of %d"
                  .formatted(x.length(), x.from(), x.whole().length())
              + " and %d at %d of %d".formatted(out.length(), out.from(), out.whole().length()));
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
    FlatVector whole = vector.whole();
    for (int i = 0; i < vectorCount; i++) {
      if (Objects.requireNonNull(vectors[i]).isSame(whole)) {
        return i;
      }
    }
    vectors[vectorCount] = whole;
    isRead[vectorCount] = false;
    isWritten[vectorCount] = false;
    return vectorCount++;
  }

  // ---- carrying out

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

  private void tiles(int shard, int shards, Lane lane) {
    if (isAxpy()) {
      axpy(shard, shards, lane);
      return;
    }
    for (int i = 0; i < vectorCount; i++) {
      INDArray array = vector(i).array();
      if (array != null) {
        lane.window(i).on(array);
      }
    }
    long end = Tiles.begin(length, shard + 1, shards);
    for (long from = Tiles.begin(length, shard, shards); from < end; from += Tiles.SIZE) {
      tile(from, (int) Math.min(Tiles.SIZE, end - from), lane);
    }
  }

  /** Whether all there is to do is θ ← θ + a x on arrays, which is one call of OpenBLAS. */
  private boolean isAxpy() {
    Step s = steps[0];
    return stepCount == 1
        && s.kind == Kind.AXPBY
        && s.b == 1
        && s.from == 0
        && s.to == length
        && vector(s.x).array() != null
        && vector(s.out).array() != null;
  }

  private void axpy(int shard, int shards, Lane lane) {
    Step s = steps[0];
    HostMemory x = lane.x.on(Objects.requireNonNull(vector(s.x).array()));
    HostMemory out = lane.y.on(Objects.requireNonNull(vector(s.out).array()));
    long from = Tiles.begin(length, shard, shards);
    int n = Math.toIntExact(Tiles.begin(length, shard + 1, shards) - from);
    cblas_saxpy(n, s.a, x.at(from), 1, out.at(from), 1);
  }

  private void tile(long from, int n, Lane lane) {
    for (int i = 0; i < vectorCount; i++) {
      if (isRead[i] && vector(i).array() != null) {
        lane.window(i).read(from, lane.tile(i), 0, n);
      }
    }
    for (int i = 0; i < stepCount; i++) {
      Step s = steps[i];
      int begin = (int) Math.max(0, s.from - from);
      int end = (int) Math.min(n, s.to - from);
      if (begin < end) {
        run(i, from, lane, begin, end);
      }
      if (s.kind == Kind.ADAM) {
        i += 2;
      }
    }
    for (int i = 0; i < vectorCount; i++) {
      if (isWritten[i] && vector(i).array() != null) {
        lane.window(i).write(from, lane.tile(i), 0, n);
      }
    }
  }

  private void run(int i, long from, Lane lane, int begin, int end) {
    Step s = steps[i];
    float[] out = numbers(s.out, from, lane);
    switch (s.kind) {
      case FILL -> Arrays.fill(out, begin, end, s.a);
      case AXPBY -> axpby(s.a, numbers(s.x, from, lane), s.b, out, begin, end);
      case MEAN_SQUARES -> meanSquares(s.a, numbers(s.x, from, lane), s.b, out, begin, end);
      case DIVIDE_BY_ROOT -> {
        float[] x = numbers(s.x, from, lane);
        divideByRoot(s.a, x, s.c, numbers(s.v, from, lane), s.b, out, begin, end);
      }
      case ADD_DIVIDED_BY_ROOT -> {
        float[] x = numbers(s.x, from, lane);
        addDividedByRoot(s.a, x, s.c, numbers(s.v, from, lane), s.b, out, begin, end);
      }
      case ADAM -> {
        float[] g = numbers(s.x, from, lane);
        float[] v = numbers(steps[i + 1].out, from, lane);
        float[] theta = numbers(steps[i + 2].out, from, lane);
        adam(s, steps[i + 1], steps[i + 2], g, out, v, theta, begin, end);
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

  // Methods of their own, since C2 vectorises a loop best that is alone.

  private static void axpby(float a, float[] x, float b, float[] out, int begin, int end) {
    if (b == 0) { // 0 · NaN is not 0
      for (int i = begin; i < end; i++) {
        out[i] = a * x[i];
      }
    } else {
      for (int i = begin; i < end; i++) {
        out[i] = a * x[i] + b * out[i];
      }
    }
  }

  private static void meanSquares(float a, float[] x, float b, float[] out, int begin, int end) {
    for (int i = begin; i < end; i++) {
      out[i] = b * out[i] + a * x[i] * x[i];
    }
  }

  private static void divideByRoot(
      float a, float[] x, float c, float[] v, float epsilon, float[] out, int begin, int end) {
    for (int i = begin; i < end; i++) {
      out[i] = a * x[i] / ((float) Math.sqrt(c * v[i]) + epsilon);
    }
  }

  private static void addDividedByRoot(
      float a, float[] x, float c, float[] v, float epsilon, float[] out, int begin, int end) {
    for (int i = begin; i < end; i++) {
      out[i] += a * x[i] / ((float) Math.sqrt(c * v[i]) + epsilon);
    }
  }

  /** The three steps of Adam on g, m, v and θ in one loop, which reads and writes each once. */
  private static void adam(
      Step mean,
      Step squares,
      Step move,
      float[] g,
      float[] m,
      float[] v,
      float[] theta,
      int begin,
      int end) {
    float a1 = mean.a;
    float b1 = mean.b;
    float a2 = squares.a;
    float b2 = squares.b;
    float rate = move.a;
    float c = move.c;
    float epsilon = move.b;
    for (int i = begin; i < end; i++) {
      float mi = a1 * g[i] + b1 * m[i];
      float vi = b2 * v[i] + a2 * g[i] * g[i];
      m[i] = mi;
      v[i] = vi;
      theta[i] += rate * mi / ((float) Math.sqrt(c * vi) + epsilon);
    }
  }
}
