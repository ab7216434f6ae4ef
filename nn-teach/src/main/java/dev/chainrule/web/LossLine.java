package dev.chainrule.web;

import dev.chainrule.autodiff.Derivatives;
import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.nn.Theta;
import dev.chainrule.random.RandomStream;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of a batch along a line through the parameters, t ↦ L(θ + t d).
 *
 * @param parameters in the order in which their numbers stand in θ
 * @param theta θ
 * @param direction d, of θ's length
 */
@SuppressWarnings("ArrayRecordComponent") // not to change, never compared
record LossLine(
    Scene scene, Network network, List<Value> parameters, double[] theta, double[] direction) {
  /** The direction in which the loss rises fastest. */
  static final String GRADIENT = "gradient";

  private static final Pattern NUMBER = Pattern.compile("\\s*(\\w+)\\s*\\[([\\d\\s,]*)]\\s*");

  /**
   * The line in a direction.
   *
   * @param name {@link #GRADIENT}, for d = ∇L/‖∇L‖; or a number such as {@code A1[0,0]}, for the
   *     line along which it alone changes
   */
  static LossLine of(Scene scene, String name) {
    Trace trace = scene.trace();
    List<Value> parameters =
        trace.layers().stream()
            .flatMap(layer -> layer.parameters().stream())
            .map(trace::value)
            .toList();
    double[] direction =
        name.equals(GRADIENT) ? gradient(trace, parameters) : unit(name, parameters);
    return new LossLine(scene, scene.snapshot().network(), parameters, flat(parameters), direction);
  }

  private static double[] flat(List<Value> values) {
    return values.stream().flatMapToDouble(value -> Arrays.stream(value.toArray())).toArray();
  }

  private static double[] gradient(Trace trace, List<Value> parameters) {
    double[] gradient = flat(parameters.stream().map(p -> trace.value("dL/d" + p.name())).toList());
    double norm = Math.sqrt(Arrays.stream(gradient).map(x -> x * x).sum());
    if (!(norm > 0)) {
      throw Refusal.bad(
          String.format(
              Locale.ROOT,
              "the gradient is %s here and has no direction: take a parameter, such as direction=%s",
              norm,
              EntryNames.of(parameters.get(0).name(), new long[] {0, 0})));
    }
    return Arrays.stream(gradient).map(x -> x / norm).toArray();
  }

  private static double[] unit(String name, List<Value> parameters) {
    Matcher matcher = NUMBER.matcher(name);
    if (!matcher.matches()) {
      throw Refusal.bad(
          "direction is gradient, or a parameter such as A0[0,0]; got " + Parameters.quote(name));
    }
    long[] index = new Parameters(Map.of("index", matcher.group(2))).indices("index");
    double[] unit = new double[parameters.stream().mapToInt(Value::size).sum()];
    int from = 0;
    for (Value parameter : parameters) {
      if (parameter.name().equals(matcher.group(1))) {
        unit[from + Math.toIntExact(parameter.place(index))] = 1;
        return unit;
      }
      from += parameter.size();
    }
    throw Refusal.bad(
        String.format(
            Locale.ROOT,
            "no parameter is called %s; there are %s",
            matcher.group(1),
            String.join(", ", parameters.stream().map(Value::name).toList())));
  }

  /** How many rows the batch has. */
  int batch() {
    return scene.trace().batch();
  }

  /** The Taylor coefficients at t = 0: exact derivatives of the layers' formulas, in double. */
  double[] coefficients(int order) {
    Var at = Var.vector(theta);
    Var along = Var.vector(direction);
    Var x = var(scene.trace().value("f0"));
    Var target = var(scene.trace().value("y"));
    Layer layer = network.layer();
    Loss loss = scene.snapshot().loss();
    return Derivatives.taylor(
            t -> {
              Var moved = along.mul(t).add(at);
              Theta named =
                  Theta.of(network.params().layout(), moved, Mode.TRAIN, RandomStream.of(0));
              return loss.total(layer.define(x, named), target);
            },
            Var.scalar(0),
            order)
        .coefficients();
  }

  private static Var var(Value value) {
    return Var.of(value.shape(), value.toArray());
  }

  /** The loss at any t, by the ordinary forward pass; for one thread. */
  DoubleUnaryOperator losses() {
    Trace trace = scene.trace();
    INDArray flat = network.params().flat();
    Pass pass = network.trainingPass(0, KernelChoice.best().withThreads(1));
    INDArray x = trace.value("f0").toINDArray(flat.dataType());
    INDArray target = trace.value("y").toINDArray(flat.dataType());
    double[] moved = new double[theta.length];
    return t -> {
      for (int i = 0; i < moved.length; i++) {
        moved[i] = theta[i] + t * direction[i];
      }
      pass.kernels().write(moved, flat);
      pass.forward(x);
      return pass.loss(scene.snapshot().loss(), target);
    };
  }
}
