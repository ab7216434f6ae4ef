package dev.chainrule.bench;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What derivatives cost: gradients beside evaluations, products with the Hessian beside gradients,
 * and what an operation costs on a {@code double[]} and on an ND4J array. Medians.
 */
public final class AutodiffBench {
  private static final int INPUTS = 1000;
  private static final int CHAIN = 100_000;
  private static final int ROUNDS = 15;
  private static final Var BATCH = normal(24).reshape(8, 3).detach();
  private static final Var CLASSES =
      Var.of(
          Shape.of(8, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0);

  private AutodiffBench() {}

  /** What is timed; its result is not looked at. */
  @FunctionalInterface
  private interface Work {
    Object run();
  }

  /** Times all and writes tables. */
  public static void run(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "derivatives, double, Java %s, %s %s, %d cores%n%n%-34s %10s %10s %8s %10s %8s%n",
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        "f of n numbers",
        "f, µs",
        "∇f, µs",
        "∇f / f",
        "H v, µs",
        "H v / ∇f");
    derivatives(
        out, "Rosenbrock by slices, n = " + INPUTS, AutodiffBench::bySlices, normal(INPUTS));
    derivatives(
        out, "Rosenbrock by numbers, n = " + INPUTS, AutodiffBench::byNumbers, normal(INPUTS));
    Var parameters = normal(31);
    derivatives(out, "network 3-4-3, n = 31", AutodiffBench::network, parameters);
    out.println();
    line(
        out,
        "Hessian of the network",
        () -> Derivatives.hessian(AutodiffBench::network, parameters));
    line(out, "evaluating a chain of 100,000", () -> chain(Var.scalar(0.5)));
    Var end = chain(Var.scalar(0.5));
    line(out, "its gradient", end::backward);
    elementwise(out);
    products(out);
  }

  // ---- functions

  private static Var bySlices(Var x) {
    Var a = x.slice(0, 0, INPUTS - 1);
    Var b = x.slice(0, 1, INPUTS);
    return b.sub(a.square()).square().mul(100).add(a.neg().add(1).square()).sum();
  }

  private static Var byNumbers(Var x) {
    Var sum = Var.scalar(0);
    Var a = x.get(0);
    for (int i = 1; i < INPUTS; i++) {
      Var b = x.get(i);
      sum = sum.add(b.sub(a.square()).square().mul(100)).add(a.neg().add(1).square());
      a = b;
    }
    return sum;
  }

  /** Softmax cross-entropy of a batch of 8, behind a hidden layer of four tanh. */
  private static Var network(Var parameters) {
    Var hidden =
        BATCH
            .matmulTransposed(parameters.slice(0, 0, 12).reshape(4, 3))
            .add(parameters.slice(0, 12, 16).expand(0, 8))
            .tanh();
    Var z =
        hidden
            .matmulTransposed(parameters.slice(0, 16, 28).reshape(3, 4))
            .add(parameters.slice(0, 28, 31).expand(0, 8));
    return z.logSumExp(1).sub(z.mul(CLASSES).sum(1)).mean();
  }

  private static Var chain(Var x) {
    Var y = x;
    for (int i = 0; i < CHAIN; i++) {
      y = y.sin();
    }
    return y;
  }

  private static Var normal(int n) {
    RandomStream random = RandomStream.of(n);
    double[] values = new double[n];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Var.vector(values);
  }

  // ---- tables

  private static void derivatives(PrintStream out, String name, UnaryOperator<Var> f, Var x) {
    Var v = normal((int) x.shape().size());
    double[] times =
        microseconds(
            () -> f.apply(x), () -> Derivatives.grad(f, x), () -> Derivatives.hvp(f, x, v));
    out.printf(
        Locale.ROOT,
        "%-34s %10.1f %10.1f %8.2f %10.1f %8.2f%n",
        name,
        times[0],
        times[1],
        times[1] / times[0],
        times[2],
        times[2] / times[1]);
  }

  private static void line(PrintStream out, String name, Work work) {
    out.printf(Locale.ROOT, "%-34s %10.2f ms%n", name, microseconds(work)[0] / 1e3);
  }

  private static void elementwise(PrintStream out) {
    out.printf("%n%-34s %10s %10s %8s%n", "x + z of so many numbers, µs", "Var", "ND4J", "ratio");
    for (int n : new int[] {1, 100, 10_000, 1_000_000}) {
      Var x = normal(n);
      INDArray a = x.toINDArray();
      INDArray sum = Nd4j.create(DataType.DOUBLE, n);
      Kernels kernels = Kernels.best(DataType.DOUBLE);
      double[] times = microseconds(() -> x.add(x), () -> add(kernels, a, sum));
      out.printf(
          Locale.ROOT, "%,34d %10.3f %10.3f %8.2f%n", n, times[0], times[1], times[1] / times[0]);
    }
  }

  /** A new array for the sum, as an eager operation needs one. */
  private static INDArray add(Kernels kernels, INDArray a, INDArray like) {
    INDArray sum = Nd4j.createUninitialized(like.dataType(), like.shape());
    kernels.copy(a, sum);
    kernels.axpby(1, a, 1, sum);
    return sum;
  }

  private static void products(PrintStream out) {
    out.printf("%n%-34s %10s %10s %10s%n", "n×n times n×n, µs", "A B", "A Bᵀ", "Aᵀ B, grad");
    for (int n : new int[] {4, 8, 16, 24, 32, 48, 64, 96, 128, 256}) {
      Var a = normal(n * n).reshape(n, n).detach();
      Var b = normal(n * n).reshape(n, n).detach();
      Var y = a.matmul(b);
      double[] times =
          microseconds(() -> a.matmul(b), () -> a.matmulTransposed(b), () -> y.backward(a));
      out.printf(Locale.ROOT, "%34d %10.2f %10.2f %10.2f%n", n, times[0], times[1], times[2]);
    }
  }

  // ---- time

  /** The median time of each, in turn, after a warm-up. */
  private static double[] microseconds(Work... works) {
    int[] repeats = new int[works.length];
    for (int i = 0; i < works.length; i++) { // warm-up: half a second; then rounds of 20 ms
      long start = System.nanoTime();
      int calls = 0;
      while (System.nanoTime() - start < 500_000_000L) {
        works[i].run();
        calls++;
      }
      repeats[i] = Math.max(1, calls / 25);
    }
    double[][] times = new double[works.length][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < works.length; i++) {
        long start = System.nanoTime();
        for (int k = 0; k < repeats[i]; k++) {
          works[i].run();
        }
        times[i][round] = (System.nanoTime() - start) / 1e3 / repeats[i];
      }
    }
    return Arrays.stream(times)
        .mapToDouble(of -> Arrays.stream(of).sorted().toArray()[ROUNDS / 2])
        .toArray();
  }
}
