package dev.chainrule.nn;

import dev.chainrule.autodiff.GradientCheck;
import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Nd4jKernels;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import dev.chainrule.tensor.Shapes;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compares the gradients of a network with central differences, in double, on a copy of its
 * parameters. Dropout drops the same units every time; kinks such as ReLU's are stepped around.
 *
 * <pre>{@code
 * NetworkCheck check = NetworkCheck.ofLoss(network, loss, x, labels);
 * GradientCheck.Report report = check.parameters().run();
 * System.out.println(report);              // worst relative error 3.1e-09 at index 17 (…)
 * check.nameOf(17);                        // 0.weight[1, 5]
 * check.parameter("0.weight").run();       // that parameter alone, indices from its beginning
 * }</pre>
 */
public final class NetworkCheck {
  private static final long SEED = 1;

  private final Network network;
  private final Pass pass;
  private final long[] randomState;
  private final INDArray x;
  private final Objective objective;
  private final ToLongFunction<INDArray> sides; // of its own kinks, such as those of |y − t|
  private final double value;
  private final double[] theta;
  private final double[] gradient;
  private final double[] inputGradient;

  /** A scalar function of the network's output. */
  private interface Objective {
    /** L(y); overwrites {@code dy} with ∂L/∂y. */
    double value(INDArray y, INDArray dy);
  }

  private NetworkCheck(
      Network original, INDArray input, Objective objective, ToLongFunction<INDArray> sides) {
    this.network = original.as(DataType.DOUBLE);
    this.x = input.castTo(DataType.DOUBLE).dup('c');
    this.objective = objective;
    this.sides = sides;
    RandomStream random = RandomStream.of(SEED);
    this.randomState = random.state();
    this.pass = new Pass(network, Mode.TRAIN, random, new Nd4jKernels(DataType.DOUBLE));
    pass.watchKinks();
    INDArray y = pass.forward(x);
    INDArray dy = y.ulike();
    this.value = objective.value(y, dy);
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
    return new NetworkCheck(
        network,
        x,
        (y, dy) -> loss.value(y, t, kernels, dy),
        y -> loss.define(Var.over(y), Var.over(t)).side());
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
        },
        y -> 0);
  }

  /** L at θ, the parameters as they are. */
  public double value() {
    return value;
  }

  /** The check with respect to every parameter. */
  public GradientCheck parameters() {
    return check(network.params().flat(), 0, network.params().layout().size());
  }

  /**
   * The check with respect to one parameter, whose first number has index 0.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public GradientCheck parameter(String name) {
    ParamLayout.Entry entry = network.params().layout().get(name);
    return check(network.params().view(name), entry.offset(), entry.spec().shape().size());
  }

  private GradientCheck check(INDArray array, long offset, long size) {
    int from = Math.toIntExact(offset);
    int to = Math.toIntExact(offset + size);
    double[] before = Arrays.copyOfRange(theta, from, to);
    return GradientCheck.of(
        function(array, before), before, Arrays.copyOfRange(gradient, from, to));
  }

  /** The check with respect to the input. */
  public GradientCheck input() {
    double[] before = numbers(x);
    return GradientCheck.of(function(x, before), before, inputGradient);
  }

  /** What number {@code index} of the flat parameters is called: {@code 0.weight[1, 5]}. */
  public String nameOf(long index) {
    var entry = network.params().layout().at(index);
    return entry.spec().name()
        + Arrays.toString(entry.spec().shape().subscripts(index - entry.offset()));
  }

  private GradientCheck.Function function(INDArray array, double[] before) {
    return new GradientCheck.Function() {
      private long side;

      @Override
      public double value(double[] values) {
        int from = 0; // what differs: mostly one number, where copying all costs more than a pass
        int to = values.length;
        while (from < to && values[from] == before[from]) {
          from++;
        }
        while (to > from && values[to - 1] == before[to - 1]) {
          to--;
        }
        write(values, from, to, array);
        pass.random().rewind(randomState);
        INDArray y = pass.forward(x);
        double value = objective.value(y, y.ulike());
        side = 31 * pass.sides() + sides.applyAsLong(y);
        write(before, from, to, array);
        return value;
      }

      @Override
      public long side() {
        return side;
      }
    };
  }

  /** Overwrites numbers {@code from … to − 1} of {@code out}. */
  private void write(double[] values, int from, int to, INDArray out) {
    if (from < to) {
      INDArray view = Shapes.view(out, from, Shape.of(to - from));
      pass.kernels().write(Arrays.copyOfRange(values, from, to), view);
    }
  }

  private static double[] numbers(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
