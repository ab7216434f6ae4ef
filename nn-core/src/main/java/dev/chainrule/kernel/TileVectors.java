package dev.chainrule.kernel;

import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The vectors of {@link CpuKernels}: a {@link VectorProgram} of one operation, or of many.
 *
 * <p>Numbers of their own lie in tiles of {@code float[]}: what Adam remembers is never copied to
 * native memory and back, which is most of what a step of it would cost.
 */
final class TileVectors implements Vectors {
  private final WorkerPool pool;
  private final VectorProgram program;
  private boolean together;

  TileVectors(WorkerPool pool) {
    this.pool = pool;
    this.program = new VectorProgram(pool);
  }

  @Override
  public FlatVector of(INDArray array) {
    return FlatVector.overHostMemory(array, null);
  }

  @Override
  public FlatVector of(INDArray array, List<Shape> shapes) {
    FlatVector.check(array, shapes);
    Shares shares = Shares.of(shapes, pool.size());
    return FlatVector.overHostMemory(array, shares.count() == 1 ? null : shares);
  }

  @Override
  public FlatVector zeros(long length) {
    float[][] tiles = new float[Math.toIntExact(Tiles.count(length))][];
    for (int i = 0; i < tiles.length; i++) {
      tiles[i] = new float[(int) Math.min(Tiles.SIZE, length - (long) i * Tiles.SIZE)];
    }
    return FlatVector.over(tiles, length);
  }

  @Override
  public void fill(double value, FlatVector out) {
    program.fill(value, out);
    runUnlessTogether();
  }

  @Override
  public void axpby(double a, FlatVector x, double b, FlatVector out) {
    program.axpby(a, x, b, out);
    runUnlessTogether();
  }

  @Override
  public void meanSquares(double beta, FlatVector x, FlatVector out) {
    program.meanSquares(beta, x, out);
    runUnlessTogether();
  }

  @Override
  public void divideByRoot(
      double a, FlatVector x, double c, FlatVector v, double epsilon, FlatVector out) {
    program.divideByRoot(a, x, c, v, epsilon, out);
    runUnlessTogether();
  }

  @Override
  public void together(Runnable operations, FlatVector scratch) {
    together = true;
    try {
      operations.run();
      program.discard(scratch);
      program.run();
    } finally {
      together = false;
      program.forget();
    }
  }

  private void runUnlessTogether() {
    if (!together) {
      program.run();
    }
  }

  /** In four sums, so that an addition need not wait for the one before. */
  @Override
  public double sumOfSquares(FlatVector x) {
    program.run();
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (long at = 0; at < x.length(); ) {
      int first = (int) ((x.from() + at) % Tiles.SIZE);
      int n = (int) Math.min(Tiles.SIZE - first, x.length() - at);
      float[] a = tile(x, at, n);
      int i = x.tiles() == null ? 0 : first;
      int end = i + n;
      for (; i + 3 < end; i += 4) {
        s0 += (double) a[i] * a[i];
        s1 += (double) a[i + 1] * a[i + 1];
        s2 += (double) a[i + 2] * a[i + 2];
        s3 += (double) a[i + 3] * a[i + 3];
      }
      for (; i < end; i++) {
        s0 += (double) a[i] * a[i];
      }
      at += n;
    }
    return s0 + s1 + (s2 + s3);
  }

  @Override
  public void read(FlatVector x, INDArray out) {
    copy(x, out, true);
  }

  @Override
  public void write(INDArray x, FlatVector out) {
    copy(out, x, false);
  }

  private void copy(FlatVector vector, INDArray array, boolean toArray) {
    program.run();
    Lane lane = pool.lane();
    HostMemory memory = lane.x.on(array);
    float @Nullable [][] tiles = vector.tiles();
    if (tiles == null) {
      HostMemory own = lane.y.on(Objects.requireNonNull(vector.array()));
      HostMemory.copy(toArray ? own : memory, toArray ? memory : own, vector.length());
      return;
    }
    for (long at = 0; at < vector.length(); ) {
      long from = vector.from() + at;
      int first = (int) (from % Tiles.SIZE);
      int n = (int) Math.min(Tiles.SIZE - first, vector.length() - at);
      float[] tile = tiles[(int) (from / Tiles.SIZE)];
      if (toArray) {
        memory.write(at, tile, first, n);
      } else {
        memory.read(at, tile, first, n);
      }
      at += n;
    }
  }

  /** A tile that has the numbers of {@code x} from {@code at} on, its own or a copy. */
  private float[] tile(FlatVector x, long at, int n) {
    float @Nullable [][] tiles = x.tiles();
    if (tiles != null) {
      return tiles[(int) ((x.from() + at) / Tiles.SIZE)];
    }
    Lane lane = pool.lane();
    float[] copy = lane.tile(0);
    lane.x.on(Objects.requireNonNull(x.array())).read(at, copy, 0, n);
    return copy;
  }
}
