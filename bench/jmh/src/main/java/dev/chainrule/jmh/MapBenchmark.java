package dev.chainrule.jmh;

import dev.chainrule.activation.Activations;
import dev.chainrule.activation.ElementwiseActivation;
import dev.chainrule.activation.Relu;
import dev.chainrule.kernel.Kernels;
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

/** The activations of the hidden layers of W0 to W3, forward and backward. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class MapBenchmark {
  /** Which kernels; the last on two threads. */
  @Param({"reference", "cpu", "cpu2"})
  public String kernels = "cpu";

  /** Rows, units and the function. */
  @Param({"4x16-sigmoid", "10x30-sigmoid", "64x128-relu", "128x512-relu"})
  public String shape = "64x128-relu";

  private Kernels k = Setting.kernels("cpu");
  private ElementwiseActivation f = new Relu();
  private INDArray x = Setting.numbers(1, 1);
  private INDArray y = x;
  private INDArray dx = x;

  /** Makes the arrays. */
  @Setup
  public void setup() {
    String[] words = shape.split("-", -1);
    int[] s = Setting.shape(words[0]);
    k = Setting.kernels(kernels);
    f = (ElementwiseActivation) Activations.TABLE.get(words[1]);
    x = Setting.numbers(s[0], s[1]);
    y = Setting.numbers(s[0], s[1]);
    dx = Setting.numbers(s[0], s[1]);
  }

  /** y = f(x). */
  @Benchmark
  public void forward() {
    k.map(f, x, y);
  }

  /** dx = dy ⊙ f′(y), where dy is x. */
  @Benchmark
  public void backward() {
    k.mapBackward(f, y, x, dx);
  }
}
