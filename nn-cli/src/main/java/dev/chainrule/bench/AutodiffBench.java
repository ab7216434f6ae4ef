package dev.chainrule.bench;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What derivatives cost: gradients beside evaluations, products with the Hessian beside gradients,
 * and what an operation costs on a {@code double[]} and on an ND4J array.
 */
public final class AutodiffBench {
  private static final int INPUTS = 1000;
  private static final int CHAIN = 100_000;
  private static final int ROUNDS = 15;
  private static final int WARM_UP_MILLIS = 500;
  private static final Var BATCH = normal(24).reshape(8, 3).detach();
  private static final Var CLASSES =
      Var.of(
          Shape.of(8, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0);

  private final Effort effort;

  /** What is timed; its result is not looked at. */
  @FunctionalInterface
  private interface Work {
    Object run();
  }

  private AutodiffBench(Effort effort) {
    this.effort = effort;
  }

  /** Times all, with at most fifteen rounds of each. */
  public static AutodiffResult run(Effort effort) {
    return new AutodiffBench(
            effort.withRounds(Math.min(ROUNDS, effort.rounds())).withWarmUpOfAtMost(WARM_UP_MILLIS))
        .all();
  }

  private AutodiffResult all() {
    Var parameters = normal(31);
    Var end = chain(Var.scalar(0.5));
    return new AutodiffResult(
        List.of(
            derivative(
                "Rosenbrock by slices, n = " + INPUTS, AutodiffBench::bySlices, normal(INPUTS)),
            derivative(
                "Rosenbrock by numbers, n = " + INPUTS, AutodiffBench::byNumbers, normal(INPUTS)),
            derivative("network 3-4-3, n = 31", AutodiffBench::network, parameters)),
        List.of(
            single(
                "Hessian of the network",
                () -> Derivatives.hessian(AutodiffBench::network, parameters)),
            single("evaluating a chain of 100,000", () -> chain(Var.scalar(0.5))),
            single("its gradient", end::backward)),
        List.of(1, 100, 10_000, 1_000_000).stream().map(this::sum).toList(),
        List.of(4, 8, 16, 24, 32, 48, 64, 96, 128, 256).stream().map(this::product).toList());
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

  // ---- times

  private AutodiffResult.Derivative derivative(String name, UnaryOperator<Var> f, Var x) {
    Var v = normal((int) x.shape().size());
    List<Spread> times =
        times(() -> f.apply(x), () -> Derivatives.grad(f, x), () -> Derivatives.hvp(f, x, v));
    return new AutodiffResult.Derivative(name, times.get(0), times.get(1), times.get(2));
  }

  private AutodiffResult.Single single(String name, Work work) {
    return new AutodiffResult.Single(name, times(work).get(0));
  }

  private AutodiffResult.Sum sum(int n) {
    Var x = normal(n);
    INDArray a = x.toINDArray();
    INDArray sum = Nd4j.create(DataType.DOUBLE, n);
    Kernels kernels = Kernels.best(DataType.DOUBLE);
    List<Spread> times = times(() -> x.add(x), () -> add(kernels, a, sum));
    return new AutodiffResult.Sum(n, times.get(0), times.get(1));
  }

  /** A new array for the sum, as an eager operation needs one. */
  private static INDArray add(Kernels kernels, INDArray a, INDArray like) {
    INDArray sum = Nd4j.createUninitialized(like.dataType(), like.shape());
    kernels.copy(a, sum);
    kernels.axpby(1, a, 1, sum);
    return sum;
  }

  private AutodiffResult.Square product(int n) {
    Var a = normal(n * n).reshape(n, n).detach();
    Var b = normal(n * n).reshape(n, n).detach();
    Var y = a.matmul(b);
    List<Spread> times = times(() -> a.matmul(b), () -> a.matmulTransposed(b), () -> y.backward(a));
    return new AutodiffResult.Square(n, times.get(0), times.get(1), times.get(2));
  }

  private List<Spread> times(Work... works) {
    return effort.time(Arrays.stream(works).<TimedTask>map(work -> work::run).toList());
  }
}
