package dev.chainrule.jmh;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Dense;
import dev.chainrule.nn.Network;
import dev.chainrule.optim.Optimizer;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.param.Params;
import dev.chainrule.tensor.Shape;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** θ ← θ − u for as many parameters as W0 to W3 have. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class OptimizerBenchmark {
  private static final double LEARNING_RATE = 1e-8; // so that parameters stay what they are

  /** Which kernels; the last on two threads. */
  @Param({"reference", "cpu", "cpu2"})
  public String kernels = "cpu";

  /** Which rule, by its name. */
  @Param({"sgd", "momentum", "rmsprop", "adam", "adamw"})
  public String rule = "adam";

  /** How many parameters. */
  @Param({"82", "23860", "101770", "669706"})
  public int parameters = 82;

  private Optimizer optimizer = optimizer(1);
  private Params gradients = parameters(1);
  private INDArray numbers = Setting.numbers(1);
  private Kernels k = Setting.kernels("cpu");

  /** Makes the arrays. */
  @Setup
  public void setup() {
    k = Setting.kernels(kernels);
    optimizer = optimizer(parameters);
    gradients = parameters(parameters);
    numbers = Setting.numbers(parameters);
  }

  private Optimizer optimizer(int count) {
    return Optimizer.of(
        Optimizers.TABLE.get(rule).apply(LEARNING_RATE),
        parameters(count),
        Setting.kernels(kernels));
  }

  /** One layer's weights, so many. */
  private static Params parameters(int count) {
    return Network.of(Shape.of(count), Dense.of(1).withoutBias(), 1, DataType.FLOAT).params();
  }

  /** A step, with the copy of the gradient that it needs, for it may use the gradient up. */
  @Benchmark
  public void step() {
    k.copy(numbers, gradients.flat());
    optimizer.step(gradients);
  }

  /** That copy alone. */
  @Benchmark
  public void copy() {
    k.copy(numbers, gradients.flat());
  }
}
