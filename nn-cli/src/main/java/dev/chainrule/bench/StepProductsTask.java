package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.openblas.global.openblas;

/**
 * The matrix products of a step one behind the other, each in the arrangement that was the fastest
 * when it was tried: what no step can beat on this BLAS. OpenBLAS itself uses one thread meanwhile.
 */
final class StepProductsTask implements TimedTask, AutoCloseable {
  /** Numbers of a vector register of AVX-512: parts begin at multiples of it. */
  private static final int LANES = 16;

  private final List<MatrixProduct> products;
  private final Crew crew;
  private final NativeMatrices memory = new NativeMatrices();
  private final Map<MatrixProduct, Arrangement> chosen = new LinkedHashMap<>();
  private Call[][][] calls; // by product, thread, piece
  private int blasThreads;

  /**
   * Tries the arrangements and keeps the best.
   *
   * @param effort how long to try each
   */
  StepProductsTask(List<MatrixProduct> products, int threads, Effort effort) {
    this.products = List.copyOf(products);
    this.crew = new Crew(threads);
    this.calls =
        products.stream()
            .map(p -> parts(p, Arrangement.PLAIN, memory, threads))
            .toArray(Call[][][]::new);
    choose(effort);
  }

  /** How each product is arranged. */
  Map<MatrixProduct, Arrangement> chosen() {
    return chosen;
  }

  /** Each product by itself, and then the best of each against all of them plain. */
  private void choose(Effort effort) {
    Call[][][] plain = calls;
    Call[][][] best = new Call[products.size()][][];
    for (int i = 0; i < best.length; i++) {
      MatrixProduct product = products.get(i);
      List<Arrangement> all = Arrangement.of(product, crew.threads());
      List<Call[][]> parts =
          all.stream().map(a -> parts(product, a, memory, crew.threads())).toList();
      int fastest = fastest(parts.stream().<TimedTask>map(p -> () -> crew.run(p)).toList(), effort);
      best[i] = parts.get(fastest);
      chosen.put(product, all.get(fastest));
    }
    if (fastest(List.of(() -> runAll(plain), () -> runAll(best)), effort) == 1) {
      calls = best;
    } else {
      chosen.replaceAll((product, arrangement) -> Arrangement.PLAIN);
    }
  }

  /** The number of the task with the smallest median. */
  private int fastest(List<TimedTask> tasks, Effort effort) {
    before();
    List<Spread> times = effort.time(tasks);
    after();
    int fastest = 0;
    for (int i = 1; i < tasks.size(); i++) {
      fastest = times.get(i).median() < times.get(fastest).median() ? i : fastest;
    }
    return fastest;
  }

  /**
   * The calls that compute a product this way, for each thread that has a part those of its part.
   */
  static Call[][] parts(
      MatrixProduct product, Arrangement how, NativeMatrices memory, int threads) {
    int m = product.m();
    int n = product.n();
    if (how.split() == Arrangement.Split.WHOLE) {
      return new Call[][] {pieces(product, how, memory, 0, m, 0, n)};
    }
    int length = how.length(product);
    int part = (length + threads - 1) / threads;
    if (part > LANES) {
      part = (part + LANES - 1) / LANES * LANES;
    }
    List<Call[]> parts = new ArrayList<>();
    for (int from = 0; from < length; from += part) {
      int size = Math.min(part, length - from);
      parts.add(
          how.split() == Arrangement.Split.ROWS
              ? pieces(product, how, memory, from, size, 0, n)
              : pieces(product, how, memory, 0, m, from, size));
    }
    return parts.toArray(Call[][]::new);
  }

  private static Call[] pieces(
      MatrixProduct product,
      Arrangement how,
      NativeMatrices memory,
      int row,
      int m,
      int column,
      int n) {
    int rows = how.pieces().rows(m);
    int columns = how.pieces().columns(m, n, product.k());
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < m; i += rows) {
      for (int j = 0; j < n; j += columns) {
        int some = Math.min(rows, m - i);
        int few = Math.min(columns, n - j);
        calls.add(Call.of(product, how.transposed(), memory, row + i, some, column + j, few));
      }
    }
    return calls.toArray(Call[]::new);
  }

  @Override
  public void before() {
    blasThreads = openblas.blas_get_num_threads();
    openblas.blas_set_num_threads(1);
    crew.wake();
  }

  @Override
  public void after() {
    crew.rest();
    openblas.blas_set_num_threads(blasThreads);
  }

  @Override
  public void run() {
    runAll(calls);
  }

  private void runAll(Call[][][] all) {
    for (Call[][] parts : all) {
      crew.run(parts);
    }
  }

  @Override
  public void close() {
    crew.close();
    memory.close();
  }
}
