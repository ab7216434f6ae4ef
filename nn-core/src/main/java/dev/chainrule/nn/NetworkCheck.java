package dev.chainrule.nn;

import dev.chainrule.autodiff.GradientCheck;
import dev.chainrule.kernel.Nd4jKernels;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.ShapeException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares the gradients of a network with central differences, in double, on a copy of its
 * parameters. Dropout drops the same units every time; kinks such as ReLU's are stepped around.
 *
 * <pre>{@code
 * NetworkCheck check = NetworkCheck.ofLoss(network, loss, x, labels);
 * GradientCheck.Report report = check.parameters().run();
 * System.out.println(report);             // worst relative error 3.1e-09 at index 17 (…)
 * check.nameOf(report.index());           // 0.weight[1, 5]
 * }</pre>
 */
public final class NetworkCheck {
  private static final long SEED = 1;

  private final Network network;
  private final Pass pass;
  private final long[] randomState;
  private final INDArray x;
  private final Objective objective;
  private final double[] theta;
  private final double[] gradient;
  private final double[] inputGradient;

  /** A scalar function of the network's output. */
  private interface Objective {
    /** L(y); overwrites {@code dy} with ∂L/∂y. */
    double value(INDArray y, INDArray dy);
  }

  private NetworkCheck(Network original, INDArray input, Objective objective) {
    this.network = original.as(DataType.DOUBLE);
    this.x = input.castTo(DataType.DOUBLE).dup('c');
    this.objective = objective;
    RandomStream random = RandomStream.of(SEED);
    this.randomState = random.state();
    this.pass = new Pass(network, Mode.TRAIN, random, new Nd4jKernels(DataType.DOUBLE));
    pass.watchKinks();
    INDArray y = pass.forward(x);
    INDArray dy = y.ulike();
    objective.value(y, dy);
    this.inputGradient = numbers(pass.backward(dy));
    this.theta = numbers(network.params().flat());
    this.gradient = numbers(pass.gradients().flat());
  }

  /**
   * A check of ∂loss/∂θ and ∂loss/∂x.
   *
   * @param x {@code [batch, input…]}; not modified
   * @param target as the loss wants it; not modified
   */
  public static NetworkCheck ofLoss(Network network, Loss loss, INDArray x, INDArray target) {
    INDArray t = target.castTo(DataType.DOUBLE);
    Nd4jKernels kernels = new Nd4jKernels(DataType.DOUBLE);
    return new NetworkCheck(network, x, (y, dy) -> loss.value(y, t, kernels, dy));
  }

  /**
   * A check of the network's own derivative: that of ⟨v, y⟩ for an upstream gradient v.
   *
   * @param v of the output's shape; not modified
   */
  public static NetworkCheck ofOutput(Network network, INDArray x, INDArray v) {
    double[] upstream = numbers(v);
    return new NetworkCheck(
        network,
        x,
        (y, dy) -> {
          double[] output = numbers(y);
          if (output.length != upstream.length) {
            throw new ShapeException(
                "v must be as long as the output, " + output.length + ", got " + upstream.length);
          }
          dy.assign(v);
          double sum = 0;
          for (int i = 0; i < output.length; i++) {
            sum += output[i] * upstream[i];
          }
          return sum;
        });
  }

  /** The check with respect to every parameter. */
  public GradientCheck parameters() {
    Params params = network.params();
    int n = Math.toIntExact(params.layout().size());
    return GradientCheck.of(
        function(values -> fill(params.flat(), values), theta),
        Arrays.copyOf(theta, n),
        Arrays.copyOf(gradient, n));
  }

  /** The check with respect to the input. */
  public GradientCheck input() {
    return GradientCheck.of(
        function(values -> fill(x, values), numbers(x)), numbers(x), inputGradient);
  }

  /** What number {@code index} of the flat parameters is called: {@code 0.weight[1, 5]}. */
  public String nameOf(long index) {
    var entry = network.params().layout().at(index);
    long rest = index - entry.offset();
    long[] dims = entry.spec().shape().toArray();
    long[] at = new long[dims.length];
    for (int i = dims.length - 1; i >= 0; i--) {
      at[i] = rest % dims[i];
      rest /= dims[i];
    }
    return entry.spec().name() + Arrays.toString(at);
  }

  private GradientCheck.Function function(Consumer<double[]> setter, double[] before) {
    return new GradientCheck.Function() {
      @Override
      public double value(double[] values) {
        setter.accept(values);
        pass.random().rewind(randomState);
        INDArray y = pass.forward(x);
        double value = objective.value(y, y.ulike());
        setter.accept(before);
        return value;
      }

      @Override
      public long side() {
        return pass.sides();
      }
    };
  }

  private static void fill(INDArray array, double[] values) {
    if (values.length > 0) {
      array.assign(Nd4j.createFromArray(values).reshape('c', array.shape()));
    }
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
