package dev.chainrule.jmh;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import java.util.concurrent.TimeUnit;
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

/** Softmax cross-entropy and its gradient, and which class is the likeliest, for W0 to W3. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class LossBenchmark {
  /** Which kernels; the last on two threads. */
  @Param({"reference", "cpu", "cpu2"})
  public String kernels = "cpu";

  /** Rows and classes. */
  @Param({"4x2", "10x10", "64x10", "128x10"})
  public String shape = "64x10";

  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
  private Kernels k = Setting.kernels("cpu");
  private INDArray logits = Setting.numbers(1, 1);
  private INDArray labels = logits;
  private INDArray gradient = logits;
  private int[] classes = {};

  /** Makes the arrays. */
  @Setup
  public void setup() {
    int[] s = Setting.shape(shape);
    k = Setting.kernels(kernels);
    logits = Setting.numbers(s[0], s[1]);
    gradient = Setting.numbers(s[0], s[1]);
    labels = Setting.labels(s[0], s[1]);
    classes = new int[s[0]];
  }

  /** Value and gradient. */
  @Benchmark
  public double loss() {
    return loss.value(logits, labels, k, gradient);
  }

  /** The place of each row's largest number. */
  @Benchmark
  public int[] argMax() {
    k.argMax(logits, classes);
    return classes;
  }
}
