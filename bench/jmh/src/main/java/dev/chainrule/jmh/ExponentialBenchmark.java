package dev.chainrule.jmh;

import dev.chainrule.kernel.FloatExp;
import java.util.concurrent.TimeUnit;
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

/** Exponentials of so many floats: ours beside Java's. Divide by how many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ExponentialBenchmark {
  /** How many. */
  @Param({"10", "64", "300", "2048"})
  public int n = 64;

  private float[] x = {};
  private float[] worked = {};
  private float[] y = {};

  /** Makes the arrays. */
  @Setup
  public void setup() {
    x = new float[n];
    worked = new float[n];
    y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (i * 37 % 101 - 50) / 10f;
    }
  }

  /** FloatExp, and the copy that keeps x for the next time. */
  @Benchmark
  public float[] ours() {
    System.arraycopy(x, 0, worked, 0, n);
    FloatExp.of(-1, worked, y, n);
    return y;
  }

  /** Math.exp in double, rounded. */
  @Benchmark
  public float[] javas() {
    for (int i = 0; i < n; i++) {
      y[i] = (float) Math.exp(-x[i]);
    }
    return y;
  }
}
