package dev.chainrule.trace;

import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.param.Params;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A derivative twice: by the chain rule, and as a difference quotient (L(w + h) − L(w − h)) / 2h,
 * computed in double by two more forward passes.
 *
 * @param value w
 * @param derivative ∂L/∂w, by the chain rule; empty if the backward pass did not compute it, as
 *     that by the input
 * @param h how far w was moved, in its own unit
 * @param quotient the difference quotient
 * @param above L(w + h)
 * @param below L(w − h)
 */
public record Quotient(
    double value,
    OptionalDouble derivative,
    double h,
    double quotient,
    double above,
    double below) {
  /** The cube root of the rounding of doubles: there rounding and curvature err about equally. */
  private static final double H = Math.cbrt(Math.ulp(1.0));

  static Quotient of(Replay setup, Trace trace, String name, long... index) {
    Value value = trace.value(name);
    if (value.role() != Role.PARAMETER && !name.equals("f0")) {
      throw new IllegalArgumentException(
          "difference quotients are of parameters and of the input f0; "
              + name
              + " is computed from these");
    }
    int place = Math.toIntExact(value.place(index));
    double w = value.flat(place);
    double h = H * Math.max(1, Math.abs(w));
    Network network = setup.network(trace.values(), DataType.DOUBLE);
    double above = loss(setup, trace, network, name, place, w + h);
    double below = loss(setup, trace, network, name, place, w - h);
    Value gradient = trace.values().get(Draft.derivativeName(name));
    OptionalDouble derivative =
        gradient == null ? OptionalDouble.empty() : OptionalDouble.of(gradient.flat(place));
    double between = w + h - (w - h); // not quite 2h
    return new Quotient(w, derivative, h, (above - below) / between, above, below);
  }

  private static double loss(
      Replay setup, Trace trace, Network network, String name, int place, double moved) {
    INDArray x = trace.value("f0").toINDArray(DataType.DOUBLE);
    double[] numbers = trace.value(name).toArray();
    numbers[place] = moved;
    Pass pass = setup.pass(network);
    String parameter = setup.parameters().get(name);
    if (parameter == null) {
      pass.kernels().write(numbers, x);
    } else {
      Params params = network.params();
      params.set(parameter, numbers);
    }
    pass.forward(x);
    return pass.loss(setup.loss(), trace.value(Draft.TARGET).toINDArray(DataType.DOUBLE));
  }
}
