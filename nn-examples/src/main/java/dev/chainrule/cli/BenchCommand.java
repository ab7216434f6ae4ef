package dev.chainrule.cli;

import dev.chainrule.activation.Relu;
import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.BlasThreads;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layers;
import dev.chainrule.loss.SoftmaxCrossEntropy;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import dev.chainrule.optim.Optimizer;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nn bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Times a training step of 784-128-10 at batch 64 with Adam (forward, loss, backward, update;"
          + " inputs in memory) beside its matrix products alone and beside the same network with its"
          + " layers as formulas, in turn, and prints medians."
    },
    footer = {"", "Examples:", "  nn bench", "  nn bench --json", "  nn bench --autodiff"})
final class BenchCommand implements Callable<Integer> {
  private static final int IN = 784;
  private static final int HIDDEN = 128;
  private static final int OUT = 10;
  private static final int BATCH = 64;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Rounds of 200 steps of each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads for a matrix product. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--autodiff",
      description = "Time derivatives of formulas instead: gradients, Hessians, deep chains.")
  private boolean autodiff;

  @Option(names = "--json", description = "Write one JSON object to standard output instead.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      Flags.atLeast("--rounds", 1, rounds);
      Flags.atLeast("--threads", 1, threads);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (autodiff && json) {
      throw new ParameterException(
          spec.commandLine(), "--json is for the training step; --autodiff prints tables only");
    }
    BlasThreads.set(threads);
    if (autodiff) {
      AutodiffBench.run();
      return 0;
    }
    Runnable step = step(Sequential.of(Dense.of(HIDDEN, new Relu()), Dense.of(OUT)));
    Runnable formulas = step(Sequential.of(formula(HIDDEN, Var::relu), formula(OUT, z -> z)));
    Runnable products = products();
    double[] steps = new double[rounds];
    double[] byFormula = new double[rounds];
    double[] alone = new double[rounds];
    for (int i = -3; i < rounds; i++) { // three rounds to warm up
      int round = Math.max(i, 0);
      steps[round] = microseconds(step);
      byFormula[round] = microseconds(formulas);
      alone[round] = microseconds(products);
    }
    Arrays.sort(steps);
    Arrays.sort(byFormula);
    Arrays.sort(alone);
    report(steps, byFormula, alone, bytesAllocated(step));
    return 0;
  }

  private void report(double[] steps, double[] byFormula, double[] alone, double bytes) {
    double step = median(steps);
    double formula = median(byFormula);
    double products = median(alone);
    if (json) {
      System.out.println(
          new Json()
              .put("network", "784-128-10 relu, batch 64, adam")
              .put("step_microseconds", step)
              .put("formula_step_microseconds", formula)
              .put("products_microseconds", products)
              .put("ratio", step / products)
              .put("formula_ratio", formula / step)
              .put("samples_per_second", BATCH * 1e6 / step)
              .put("bytes_per_step", bytes)
              .put("threads", threads)
              .put("java", System.getProperty("java.version")));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "784-128-10 relu, batch 64, adam, float, %d BLAS thread(s), Java %s, %s %s, %d cores%n",
        threads,
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
    line("training step", steps);
    line("its matrix products alone", alone);
    line("step, layers as formulas", byFormula);
    System.out.printf(
        Locale.ROOT,
        "%-26s %8.2f%n%-26s %8.2f%n%-26s %,8.0f%n%-26s %,8.0f   (of Java objects; of arrays none)%n",
        "step / products",
        step / products,
        "formulas / step",
        formula / step,
        "samples/s",
        BATCH * 1e6 / step,
        "bytes allocated per step",
        bytes);
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /** What this thread takes of Java's heap for a step, on average. */
  private static double bytesAllocated(Runnable step) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    int times = 1000;
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < times; i++) {
      step.run();
    }
    return (double) (threads.getThreadAllocatedBytes(thread) - before) / times;
  }

  private static void line(String what, double[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "%-26s %8.0f µs   (median of %d; %.0f to %.0f)%n",
        what,
        median(sorted),
        sorted.length,
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private static double microseconds(Runnable work) {
    int times = 200;
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return (System.nanoTime() - start) / 1e3 / times;
  }

  /** σ(A x + b) as a researcher would write it, with the first values of Dense. */
  private static Layer formula(long units, UnaryOperator<Var> activation) {
    return Layers.of(
        "formula",
        input -> Dense.of(units).parameters(input),
        (x, theta) -> {
          Var ax = x.matmulTransposed(theta.get("weight"));
          return activation.apply(ax.add(theta.get("bias").broadcastTo(ax.shape())));
        });
  }

  private static Runnable step(Layer layer) {
    Network network = Network.of(Shape.of(IN), layer, 1);
    Pass pass = network.trainingPass(1);
    Optimizer optimizer = Optimizer.of(Adam.of(Adam.LR), network.params());
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    INDArray x = random(BATCH, IN);
    float[] classes = new float[BATCH];
    for (int i = 0; i < BATCH; i++) {
      classes[i] = i % OUT;
    }
    INDArray labels = Nd4j.createFromArray(classes);
    return () -> {
      pass.zeroGradients();
      pass.forward(x);
      pass.loss(loss, labels);
      pass.backward();
      optimizer.step(pass.gradients());
    };
  }

  /** The five products that a step cannot do without, on arrays of the same shapes. */
  private static Runnable products() {
    Kernels kernels = Kernels.best(DataType.FLOAT);
    INDArray x = random(BATCH, IN);
    INDArray a1 = random(HIDDEN, IN);
    INDArray h = random(BATCH, HIDDEN);
    INDArray a2 = random(OUT, HIDDEN);
    INDArray y = random(BATCH, OUT);
    INDArray dy = random(BATCH, OUT);
    INDArray dh = random(BATCH, HIDDEN);
    INDArray da1 = random(HIDDEN, IN);
    INDArray da2 = random(OUT, HIDDEN);
    return () -> {
      kernels.affine(x, a1, null, h);
      kernels.affine(h, a2, null, y);
      kernels.affineParameters(dy, h, false, da2, null);
      kernels.affineInput(dy, a2, dh);
      kernels.affineParameters(dh, x, false, da1, null);
    };
  }

  private static INDArray random(long rows, long columns) {
    RandomStream random = RandomStream.of(rows + columns);
    float[] values = new float[(int) (rows * columns)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Nd4j.createFromArray(values).reshape('c', rows, columns);
  }
}
