package dev.chainrule.jmh;

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

/** The affine map of every layer of W0 to W3, forward and backward. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class AffineBenchmark {
  /** Which kernels; the last on two threads. */
  @Param({"reference", "cpu", "cpu2"})
  public String kernels = "cpu";

  /** Rows, inputs and units. */
  @Param({
    "4x2x16",
    "4x16x2",
    "10x784x30",
    "10x30x10",
    "64x784x128",
    "64x128x10",
    "128x784x512",
    "128x512x512",
    "128x512x10"
  })
  public String shape = "64x784x128";

  private Kernels k = Setting.kernels("cpu");
  private INDArray x = Setting.numbers(1, 1);
  private INDArray A = x;
  private INDArray b = x;
  private INDArray y = x;
  private INDArray dx = x;
  private INDArray dA = x;
  private INDArray db = x;

  /** Makes the arrays. */
  @Setup
  public void setup() {
    int[] s = Setting.shape(shape);
    k = Setting.kernels(kernels);
    x = Setting.numbers(s[0], s[1]);
    A = Setting.numbers(s[2], s[1]);
    b = Setting.numbers(s[2]);
    y = Setting.numbers(s[0], s[2]);
    dx = Setting.numbers(s[0], s[1]);
    dA = Setting.numbers(s[2], s[1]);
    db = Setting.numbers(s[2]);
  }

  /** y = x Aᵀ + b. */
  @Benchmark
  public void forward() {
    k.affine(x, A, b, y);
  }

  /** y = max(x Aᵀ + b, 0). */
  @Benchmark
  public void forwardRelu() {
    k.affineMap(x, A, b, new Relu(), y, y);
  }

  /** dA = dyᵀ x and db = Σ rows of dy, where dy is y. */
  @Benchmark
  public void parameters() {
    k.affineParameters(y, x, false, dA, db);
  }

  /** dx = dy A, where dy is y. */
  @Benchmark
  public void input() {
    k.affineInput(y, A, dx);
  }
}
