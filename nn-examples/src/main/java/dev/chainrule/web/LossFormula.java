package dev.chainrule.web;

import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.random.RandomStream;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.Value;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loss of a batch as a formula of all parameters, in double.
 *
 * @param parameters in the order in which they stand in θ
 * @param theta their numbers
 */
record LossFormula(
    Layer layer,
    ParamLayout layout,
    Loss loss,
    Var x,
    Var target,
    List<Value> parameters,
    Var theta) {
  private static final Pattern NUMBER = Pattern.compile("\\s*(\\w+)\\s*\\[([\\d\\s,]*)]\\s*");

  static LossFormula of(Scene scene) {
    Trace trace = scene.trace();
    Network network = scene.stage().network();
    List<Value> parameters =
        trace.layers().stream()
            .flatMap(layer -> layer.parameters().stream())
            .map(trace::value)
            .toList();
    double[] theta =
        parameters.stream().flatMapToDouble(p -> java.util.Arrays.stream(p.toArray())).toArray();
    return new LossFormula(
        network.layer(),
        network.params().layout(),
        scene.stage().loss(),
        var(trace.value("f0")),
        var(trace.value("y")),
        parameters,
        Var.vector(theta));
  }

  private static Var var(Value value) {
    return Var.of(value.shape(), value.toArray());
  }

  /** L(θ). */
  Var at(Var theta) {
    Theta named = Theta.of(layout, theta, Mode.TRAIN, RandomStream.of(0));
    return loss.total(layer.define(x, named), target);
  }

  /** The vector along which one parameter alone changes, by its name, {@code A1[0,0]}. */
  Var unit(String name) {
    Matcher matcher = NUMBER.matcher(name);
    if (!matcher.matches()) {
      throw Refusal.bad(
          "direction is gradient, or a parameter such as A0[0,0]; got " + Parameters.quote(name));
    }
    long[] index = new Parameters(java.util.Map.of("index", matcher.group(2))).indices("index");
    double[] unit = new double[Math.toIntExact(theta.shape().size())];
    int from = 0;
    for (Value parameter : parameters) {
      if (parameter.name().equals(matcher.group(1))) {
        unit[from + Math.toIntExact(parameter.place(index))] = 1;
        return Var.vector(unit);
      }
      from += parameter.size();
    }
    throw Refusal.bad(
        "no parameter is called %s; there are %s"
            .formatted(
                matcher.group(1),
                String.join(", ", parameters.stream().map(Value::name).toList())));
  }

  /** How many rows. */
  long batch() {
    return x.shape().dim(0);
  }

  /** What a forward pass takes, about. */
  long multiplications() {
    return batch() * theta.shape().size();
  }
}
