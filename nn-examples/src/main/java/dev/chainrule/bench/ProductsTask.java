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
final class ProductsTask implements Task, AutoCloseable {
  /** Numbers of a vector register of AVX-512: parts begin at multiples of it. */
  private static final int LANES = 16;

  private final List<Product> products;
  private final Crew crew;
  private final NativeMatrices memory = new NativeMatrices();
  private final Map<Product, Arrangement> chosen = new LinkedHashMap<>();
  private Call[][] calls;
  private int blasThreads;

  /**
   * Tries the arrangements and keeps the best.
   *
   * @param effort how long to try each
   */
  ProductsTask(List<Product> products, int threads, Effort effort) {
    this.products = List.copyOf(products);
    this.crew = new Crew(threads);
    this.calls =
        products.stream()
            .map(p -> parts(p, Arrangement.PLAIN, memory, threads))
            .toArray(Call[][]::new);
    choose(effort);
  }

  /** How each product is arranged. */
  Map<Product, Arrangement> chosen() {
    return chosen;
  }

  /** Each product by itself, and then the best of each against all of them plain. */
  private void choose(Effort effort) {
    Call[][] plain = calls;
    Call[][] best = new Call[products.size()][];
    for (int i = 0; i < best.length; i++) {
      Product product = products.get(i);
      List<Arrangement> all = Arrangement.of(product, crew.threads());
      List<Call[]> parts =
          all.stream().map(a -> parts(product, a, memory, crew.threads())).toList();
      int fastest = fastest(parts.stream().<Task>map(p -> () -> crew.run(p)).toList(), effort);
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
  private int fastest(List<Task> tasks, Effort effort) {
    before();
    List<Spread> times = effort.time(tasks);
    after();
    int fastest = 0;
    for (int i = 1; i < tasks.size(); i++) {
      fastest = times.get(i).median() < times.get(fastest).median() ? i : fastest;
    }
    return fastest;
  }

  /** The calls that compute a product this way, one for each thread that has a part. */
  static Call[] parts(Product product, Arrangement how, NativeMatrices memory, int threads) {
    boolean transposed = how.transposed();
    if (how.split() == Arrangement.Split.WHOLE) {
      return new Call[] {Call.of(product, transposed, memory, 0, product.m(), 0, product.n())};
    }
    int length = how.length(product);
    int part = (length + threads - 1) / threads;
    if (part > LANES) {
      part = (part + LANES - 1) / LANES * LANES;
    }
    List<Call> parts = new ArrayList<>();
    for (int from = 0; from < length; from += part) {
      int size = Math.min(part, length - from);
      parts.add(
          how.split() == Arrangement.Split.ROWS
              ? Call.of(product, transposed, memory, from, size, 0, product.n())
              : Call.of(product, transposed, memory, 0, product.m(), from, size));
    }
    return parts.toArray(Call[]::new);
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

  private void runAll(Call[][] all) {
    for (Call[] parts : all) {
      crew.run(parts);
    }
  }

  @Override
  public void close() {
    crew.close();
    memory.close();
  }
}
