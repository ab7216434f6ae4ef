package dev.chainrule.laws;

import static dev.chainrule.laws.LayerLaws.BATCH;
import static dev.chainrule.laws.LayerLaws.DOUBLE_ROUNDING;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.GradientCheck;
import dev.chainrule.autodiff.Gradients;
import dev.chainrule.autodiff.Var;
import dev.chainrule.laws.LayerLaws.Subject;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.NetworkCheck;
import dev.chainrule.nn.Pass;
import dev.chainrule.param.Params;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer says of its derivatives, against its formula and against central differences. */
final class DerivativeLaws {
  private static final double GRADIENT_TOLERANCE = 1e-6;

  private DerivativeLaws() {}

  static void gradient(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    NetworkCheck check =
        NetworkCheck.ofOutput(
            network, s.input(BATCH, DataType.DOUBLE), s.upstream(network, BATCH, DataType.DOUBLE));
    judge("∂L/∂x", check.input().run());
    if (network.params().layout().size() > 0) {
      judge("∂L/∂θ", check.parameters().run());
    }
  }

  private static void judge(String what, GradientCheck.Report report) {
    if (!(report.error() < GRADIENT_TOLERANCE) || report.checked() == 0) {
      throw new Law.Broken(what + ": " + report);
    }
  }

  /** y, ∂L/∂x, ∂L/∂θ and dy, once by the layer and once from its formula, with the same chances. */
  static void definition(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray x = s.input(BATCH, DataType.DOUBLE);
    INDArray v = s.upstream(network, BATCH, DataType.DOUBLE);
    INDArray u = s.direction(x);
    Params dTheta = s.direction(network.params());
    Pass pass = Subject.pass(network, Mode.TRAIN);
    double[] y = SampleArrays.of(pass.forward(x));
    double[] dx = SampleArrays.of(pass.backward(v));
    double[] dy = SampleArrays.of(pass.pushforward(u, dTheta));

    Var input = Var.over(x);
    Var theta = Var.over(network.params().flat());
    Var output = s.define(network, input, theta);
    SampleArrays.close("y", output.toArray(), y, DOUBLE_ROUNDING);
    Gradients gradients = output.backward(Var.over(v), List.of(input, theta));
    SampleArrays.close("∂L/∂x", gradients.of(input).toArray(), dx, DOUBLE_ROUNDING);
    SampleArrays.close(
        "∂L/∂θ",
        gradients.of(theta).toArray(),
        SampleArrays.of(pass.gradients().flat()),
        DOUBLE_ROUNDING);
    Var pushed = output.pushforward(Map.of(input, Var.over(u), theta, Var.over(dTheta.flat())));
    SampleArrays.close("dy", pushed.toArray(), dy, DOUBLE_ROUNDING);
  }

  /** ⟨v, J u⟩ = ⟨Jᵀv, u⟩, for input and parameters together. */
  static void adjoint(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray x = s.input(BATCH, DataType.DOUBLE);
    INDArray v = s.upstream(network, BATCH, DataType.DOUBLE);
    INDArray u = s.direction(x);
    Params dTheta = s.direction(network.params());
    Pass pass = Subject.pass(network, Mode.TRAIN);
    pass.forward(x);
    double left =
        SampleArrays.dot(SampleArrays.of(v), SampleArrays.of(pass.pushforward(u, dTheta)));
    double right =
        SampleArrays.dot(SampleArrays.of(pass.backward(v)), SampleArrays.of(u))
            + SampleArrays.dot(
                SampleArrays.of(pass.gradients().flat()), SampleArrays.of(dTheta.flat()));
    SampleArrays.close(
        "<v, J u> and <J'v, u>", new double[] {left}, new double[] {right}, DOUBLE_ROUNDING);
  }

  static void tangent(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray x = s.input(BATCH, DataType.DOUBLE);
    INDArray u = s.direction(x);
    Pass pass = Subject.pass(network, Mode.TRAIN);
    pass.forward(x);
    double[] ju = SampleArrays.of(pass.pushforward(u));
    double[] quotient = quotient(h -> output(network, x.add(u.mul(h))));
    SampleArrays.close("J u", quotient, ju, GRADIENT_TOLERANCE);
  }

  /** The derivative of ∂⟨v, y⟩/∂x along u: from the formula, and from differences of backward. */
  static void second(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray x = s.input(BATCH, DataType.DOUBLE);
    INDArray u = s.direction(x);
    INDArray v = s.upstream(network, BATCH, DataType.DOUBLE);
    Var theta = Var.over(network.params().flat());
    Var hu =
        Derivatives.hvp(
            at -> s.define(network, at, theta).dot(Var.over(v)), Var.over(x), Var.over(u));
    double[] quotient =
        quotient(
            h -> {
              Pass pass = Subject.pass(network, Mode.TRAIN);
              pass.forward(x.add(u.mul(h)));
              return SampleArrays.of(pass.backward(v));
            });
    SampleArrays.close("H u", quotient, hu.toArray(), GRADIENT_TOLERANCE);
  }

  private static double[] quotient(DoubleFunction<double[]> f) {
    double h = 1e-6;
    double[] ahead = f.apply(h);
    double[] behind = f.apply(-h);
    double[] quotient = new double[ahead.length];
    Arrays.setAll(quotient, i -> (ahead[i] - behind[i]) / (2 * h));
    return quotient;
  }

  /** Where a step changes the side of the formula, a gradient check must know and not judge. */
  static void kinks(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    Var theta = Var.over(network.params().flat());
    Shape batch = s.input().batch(1);
    for (double at : new double[] {-6, -3, -1, 0, 1, 3, 6}) {
      long left = s.define(network, Var.filled(batch, at - 1e-9), theta).side();
      long right = s.define(network, Var.filled(batch, at + 1e-9), theta).side();
      double[] x = new double[Math.toIntExact(batch.size())];
      Arrays.fill(x, at);
      GradientCheck.Report report =
          NetworkCheck.ofOutput(
                  network,
                  SampleArrays.array(batch, DataType.DOUBLE, x),
                  s.upstream(network, 1, DataType.DOUBLE))
              .input()
              .run();
      if (left != right && report.kinks() == 0) {
        throw new Law.Broken("its formula has a kink at " + at + " that it does not declare");
      }
    }
  }

  static void perSample(Subject s) {
    Network network = s.network(DataType.DOUBLE);
    INDArray x = s.input(BATCH, DataType.DOUBLE);
    INDArray v = s.upstream(network, BATCH, DataType.DOUBLE);
    Pass pass = Subject.pass(network, Mode.INFER);
    pass.forward(x);
    double[] all = SampleArrays.of(pass.backwardPerSample(v));
    int columns = Math.toIntExact(network.params().layout().size());
    for (int i = 0; i < BATCH; i++) {
      Pass one = Subject.pass(network, Mode.INFER);
      one.forward(Shapes.view(x, i * s.input().size(), s.input().batch(1)));
      one.backward(
          Shapes.view(v, i * network.outputShape().size(), network.outputShape().batch(1)));
      SampleArrays.close(
          "∂L/∂θ of sample " + i,
          Arrays.copyOf(SampleArrays.of(one.gradients().flat()), columns),
          Arrays.copyOfRange(all, i * columns, (i + 1) * columns),
          DOUBLE_ROUNDING);
    }
  }

  private static double[] output(Network network, INDArray x) {
    return SampleArrays.of(Subject.pass(network, Mode.TRAIN).forward(x));
  }
}
