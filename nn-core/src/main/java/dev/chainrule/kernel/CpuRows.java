package dev.chainrule.kernel;

import static java.util.Objects.requireNonNull;

import dev.chainrule.tensor.Shapes;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The row-by-row operations of {@link CpuKernels}: losses, softmax, the largest of a row, input.
 */
final class CpuRows {
  /**
   * Numbers for each thread from which splitting pays: at some 10 ns each, an exponential among it,
   * that is 2.5 µs of work. The loss of 64 rows of 10 takes 4 to 5 µs on two threads, 7 on one.
   */
  static final long NUMBERS_PER_THREAD = 256;

  /** The same for a {@link BlockLoss}: 64 rows of 10 take 1.2 µs on two threads, 1.8 on one. */
  static final long NUMBERS_IN_BLOCKS_PER_THREAD = 320;

  /** The same for rows that someone makes: some 7 µs where they are read from bytes. */
  static final long NUMBERS_TO_READ_PER_THREAD = 16_384;

  /** So many numbers of them at a time, 32 KiB, or one row. */
  static final int READ_AT_ONCE = 8_192;

  private final WorkerPool pool;
  private final WorkerPool.Work values = this::values;
  private final WorkerPool.Work pullbacks = this::pullbacks;
  private final WorkerPool.Work losses = this::losses;
  private final WorkerPool.Work blocks = this::blocks;
  private final WorkerPool.Work reads = this::reads;
  private final double[] sums;

  // What the work in hand is about.
  private @Nullable RowMap map;
  private @Nullable RowLoss loss;
  private @Nullable BlockLoss blockLoss;
  private @Nullable RowSource source;
  private @Nullable INDArray x;
  private @Nullable INDArray t;
  private @Nullable INDArray out;
  private double scale;
  private int rows;
  private int columns;

  CpuRows(WorkerPool pool) {
    this.pool = pool;
    this.sums = new double[pool.size()];
  }

  void mapRows(RowMap f, INDArray input, INDArray result) {
    map = f;
    x = input;
    out = result;
    run(values, input, NUMBERS_PER_THREAD);
  }

  void mapRowsBackward(RowMap f, INDArray output, INDArray dy, INDArray result) {
    map = f;
    x = output;
    t = dy;
    out = result;
    run(pullbacks, output, NUMBERS_PER_THREAD);
  }

  double loss(RowLoss f, INDArray p, INDArray target, double factor, @Nullable INDArray dp) {
    loss = f;
    x = p;
    t = target;
    scale = factor;
    out = dp;
    blockLoss = Shapes.dim(p, 1) <= Tiles.SIZE ? f.byBlock() : null;
    int shards =
        blockLoss != null
            ? run(blocks, p, NUMBERS_IN_BLOCKS_PER_THREAD)
            : run(losses, p, NUMBERS_PER_THREAD);
    double sum = 0;
    for (int i = 0; i < shards; i++) {
      sum += sums[i];
    }
    return factor * sum;
  }

  void write(RowSource from, INDArray result) {
    source = from;
    out = result;
    rows = (int) Shapes.dim(result, 0);
    columns = Math.toIntExact(result.length() / rows);
    pool.run(reads, shards(NUMBERS_TO_READ_PER_THREAD));
  }

  void argMax(INDArray input, int[] result) {
    Lane lane = pool.lane();
    double[] row = lane.first.doubles((int) Shapes.dim(input, 1));
    lane.x.on(input);
    for (int i = 0; i < Shapes.dim(input, 0); i++) {
      lane.x.readRow(i, row);
      result[i] = RowLosses.argMax(i, row);
    }
  }

  private int run(WorkerPool.Work work, INDArray matrix, long numbersPerThread) {
    rows = (int) Shapes.dim(matrix, 0);
    columns = (int) Shapes.dim(matrix, 1);
    int shards = shards(numbersPerThread);
    pool.run(work, shards);
    return shards;
  }

  private int shards(long numbersPerThread) {
    long most = Math.min(rows, (long) rows * columns / numbersPerThread);
    return (int) Math.max(1, Math.min(pool.size(), most));
  }

  private int begin(int shard, int shards) {
    return (int) ((long) rows * shard / shards);
  }

  private void values(int shard, int shards, Lane lane) {
    double[] a = lane.first.doubles(columns);
    double[] b = lane.second.doubles(columns);
    lane.x.on(requireNonNull(x));
    lane.z.on(requireNonNull(out));
    for (int i = begin(shard, shards); i < begin(shard + 1, shards); i++) {
      lane.x.readRow(i, a);
      requireNonNull(map).value(a, b);
      lane.z.writeRow(i, b, 1);
    }
  }

  private void pullbacks(int shard, int shards, Lane lane) {
    double[] a = lane.first.doubles(columns);
    double[] b = lane.second.doubles(columns);
    double[] c = lane.third.doubles(columns);
    lane.x.on(requireNonNull(x));
    lane.y.on(requireNonNull(t));
    lane.z.on(requireNonNull(out));
    for (int i = begin(shard, shards); i < begin(shard + 1, shards); i++) {
      lane.x.readRow(i, a);
      lane.y.readRow(i, b);
      requireNonNull(map).pullback(a, b, c);
      lane.z.writeRow(i, c, 1);
    }
  }

  private void losses(int shard, int shards, Lane lane) {
    double[] prediction = lane.first.doubles(columns);
    double[] target = lane.second.doubles(requireNonNull(t).rank() == 1 ? 1 : columns);
    double[] dp = lane.third.doubles(columns);
    lane.x.on(requireNonNull(x));
    lane.y.on(requireNonNull(t));
    if (out != null) {
      lane.z.on(out);
    }
    lane.sum.clear();
    for (int i = begin(shard, shards); i < begin(shard + 1, shards); i++) {
      lane.x.readRow(i, prediction);
      lane.y.readRow(i, target);
      lane.sum.add(RowLosses.row(requireNonNull(loss), i, prediction, target, dp));
      if (out != null) {
        lane.z.writeRow(i, dp, scale);
      }
    }
    sums[shard] = lane.sum.value();
  }

  private void blocks(int shard, int shards, Lane lane) {
    BlockLoss function = requireNonNull(blockLoss);
    INDArray target = requireNonNull(t);
    int targetColumns = target.rank() == 1 ? 1 : columns;
    float[] a = lane.tile(0);
    float[] b = lane.tile(1);
    float[] c = lane.tile(2);
    RowBlock block = lane.block;
    block.in(a, b, c, columns, targetColumns, scale);
    lane.x.on(requireNonNull(x));
    lane.y.on(target);
    if (out != null) {
      lane.z.on(out);
    }
    lane.sum.clear();
    int height = Tiles.SIZE / columns;
    int end = begin(shard + 1, shards);
    for (int i = begin(shard, shards); i < end; i += height) {
      int n = Math.min(height, end - i);
      lane.x.read((long) i * columns, a, 0, n * columns);
      lane.y.read((long) i * targetColumns, b, 0, n * targetColumns);
      lane.sum.add(function.rows(block.of(i, n)));
      if (out != null) {
        lane.z.write((long) i * columns, c, 0, n * columns);
      }
    }
    sums[shard] = lane.sum.value();
  }

  private void reads(int shard, int shards, Lane lane) {
    int height = Math.max(1, READ_AT_ONCE / columns);
    int end = begin(shard + 1, shards);
    float[] values = lane.input.floats(Math.min(height, rows) * columns);
    lane.z.on(requireNonNull(out));
    for (int i = begin(shard, shards); i < end; i += height) {
      int n = Math.min(height, end - i);
      requireNonNull(source).read(shard, i, n, values);
      lane.z.write((long) i * columns, values, 0, n * columns);
    }
  }
}
