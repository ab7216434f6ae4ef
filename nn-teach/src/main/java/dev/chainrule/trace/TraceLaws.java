package dev.chainrule.trace;

import dev.chainrule.autodiff.Var;
import dev.chainrule.laws.Law;
import dev.chainrule.laws.LayerLaws.Subject;
import dev.chainrule.laws.SampleArrays;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Sequential;
import dev.chainrule.nn.Theta;
import dev.chainrule.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The laws of a trace, on a network of the layer and ½ ‖y − t‖² as the loss. */
public final class TraceLaws {
  private static final int ROWS = 3;

  /** All of them. */
  public static final List<Law<Subject>> ALL =
      List.of(
          new Law<>("a trace has the numbers of a pass that nobody watched", TraceLaws::same),
          new Law<>("every derivative is upstream times local, summed", TraceLaws::products),
          new Law<>("forward mode ends at reverse mode's derivative", TraceLaws::forward),
          new Law<>("the ways by which a number acts add up to its derivative", TraceLaws::paths),
          new Law<>("every value that a step reads is there before it", TraceLaws::order));

  private TraceLaws() {}

  private record HalfSquares() implements Loss {
    @Override
    public String name() {
      return "half squares";
    }

    @Override
    public Var define(Var p, Var t) {
      return p.sub(t).square().sum(1).mul(0.5);
    }

    @Override
    public double scale(long rows, long columns) {
      return 1;
    }

    @Override
    public Targets targets() {
      return Targets.VECTORS;
    }
  }

  /** Losses take rows of numbers. */
  private record Row() implements Layer {
    @Override
    public Shape outputShape(Shape input) {
      return Shape.of(input.size());
    }

    @Override
    public Var define(Var x, Theta theta) {
      return x.reshape(x.shape().dim(0), x.shape().row().size());
    }
  }

  private static Network network(Subject s, DataType type) {
    return new Subject(Sequential.of(s.layer(), new Row()), s.input()).network(type);
  }

  private static INDArray target(Network network, DataType type) {
    return SampleArrays.normal(network.outputShape().batch(ROWS), type, Subject.random("t"));
  }

  private static Trace trace(Subject s, Network network) {
    DataType type = network.params().dataType();
    return Trace.of(
        Subject.pass(network, Mode.TRAIN),
        new HalfSquares(),
        s.input(ROWS, type),
        target(network, type));
  }

  private static void same(Subject s) {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Network network = network(s, type);
      Trace trace = trace(s, network);
      Pass plain = Subject.pass(network, Mode.TRAIN);
      plain.zeroGradients();
      double[] y = SampleArrays.of(plain.forward(s.input(ROWS, type)));
      double loss = plain.loss(new HalfSquares(), target(network, type));
      plain.backward();
      Value output = values(trace, Role.OUTPUT).get(0);
      SampleArrays.same("the output", y, output.toArray());
      SampleArrays.same("the loss", new double[] {loss}, new double[] {trace.loss()});
      double[] gradient = SampleArrays.of(plain.gradients().flat());
      double squares = 0;
      for (Value parameter : values(trace, Role.PARAMETER)) {
        Value derivative = trace.values().get("dL/d" + parameter.name());
        squares +=
            derivative == null ? 0 : SampleArrays.dot(derivative.toArray(), derivative.toArray());
      }
      if (network.params().layout().size() > 0) {
        double expected = SampleArrays.dot(gradient, gradient);
        SampleArrays.close("‖∂L/∂θ‖²", new double[] {expected}, new double[] {squares}, 1e-12);
      }
    }
  }

  private static List<Value> values(Trace trace, Role role) {
    return trace.values().values().stream().filter(value -> value.role() == role).toList();
  }

  private static void products(Subject s) {
    Trace trace = trace(s, network(s, DataType.DOUBLE));
    for (Step step : trace.steps()) {
      if (step.phase() == Phase.BACKWARD && !step.products().isEmpty()) {
        Value result = trace.value(step.writes());
        double[] sum = new double[result.size()];
        for (Product product : step.products()) {
          add(trace, product, sum);
        }
        SampleArrays.close(step.toString(), sum, result.toArray(), 1e-10);
      }
    }
  }

  private static void add(Trace trace, Product product, double[] sum) {
    Local local = product.local();
    if (local.form() == Local.Form.FULL && isRandom(local)) {
      return;
    }
    Value upstream = trace.value(product.upstream());
    int rows = Math.toIntExact(local.rows());
    int columns = Math.toIntExact(local.columns());
    boolean isLoss = local.edge().of().equals("L"); // one number, of all samples
    int blocks = isLoss ? local.samples() : upstream.size() / rows;
    boolean isShared = sum.length == columns;
    for (int block = 0; block < blocks; block++) {
      int sample = local.samples() == 1 ? 0 : block;
      for (int j = 0; j < columns; j++) {
        int at = isShared ? j : block * columns + j;
        int from = isLoss ? 0 : block * rows;
        local.column(sample, j, (i, value) -> sum[at] += upstream.flat(from + i) * value);
      }
    }
  }

  private static boolean isRandom(Local local) {
    try {
      local.at(0, 0, 0);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static void forward(Subject s) {
    Trace trace = trace(s, network(s, DataType.DOUBLE));
    for (Value parameter : values(trace, Role.PARAMETER)) {
      Value derivative = trace.values().get("dL/d" + parameter.name());
      for (int i = 0; i < Math.min(3, parameter.size()) && derivative != null; i++) {
        ForwardMode forward = trace.forwardMode(parameter.name(), parameter.index(i));
        double[] expected = {derivative.flat(i)};
        SampleArrays.close(parameter.name(), expected, new double[] {forward.derivative()}, 1e-9);
      }
    }
  }

  private static void paths(Subject s) {
    Trace trace = trace(s, network(s, DataType.DOUBLE));
    for (Value parameter : values(trace, Role.PARAMETER)) {
      Value derivative = trace.values().get("dL/d" + parameter.name());
      for (int i = 0; i < Math.min(3, parameter.size()) && derivative != null; i++) {
        double sum = trace.paths(parameter.name(), parameter.index(i), 5).sum();
        SampleArrays.close(
            parameter.name(), new double[] {derivative.flat(i)}, new double[] {sum}, 1e-9);
      }
    }
  }

  private static void order(Subject s) {
    Trace trace = trace(s, network(s, DataType.DOUBLE));
    for (Step step : trace.steps()) {
      for (String name : step.reads()) {
        if (trace.stepOf(name) >= step.number()) {
          throw new Law.Broken(step + " reads " + name + ", which is computed later");
        }
      }
    }
  }
}
