package dev.chainrule.curvature;

import dev.chainrule.autodiff.Gradients;
import dev.chainrule.autodiff.Var;
import dev.chainrule.nn.Mode;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Theta;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shapes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The predictions for a batch as a formula in θ, evaluated once: every product is a sweep over it,
 * from θ to the predictions or back.
 *
 * <p>θ is one Var for each parameter, and a vector {@code [P]} to the outside: slices of a single
 * Var would have to be padded and added up on the way back.
 *
 * @param layout where each parameter stands in the vector
 * @param parameters by name, in that order
 * @param p the predictions, {@code [n, k]}
 */
record PredictionGraph(ParamLayout layout, Map<String, Var> parameters, Var p) {

  static PredictionGraph of(Network network, INDArray x) {
    Params params = network.params();
    Map<String, Var> parameters = new LinkedHashMap<>();
    params.layout().names().forEach(name -> parameters.put(name, Var.over(params.view(name))));
    Theta theta =
        Theta.of(
            name -> parameters.computeIfAbsent(name, n -> Var.over(params.view(n))),
            Mode.INFER,
            RandomStream.of(0));
    return new PredictionGraph(
        params.layout(), parameters, network.layer().define(Var.over(x), theta));
  }

  /** P, how many numbers θ has. */
  long size() {
    return layout.size();
  }

  /** How y, which was computed from θ, moves when θ moves along v. Forward mode. */
  Var along(INDArray v, Var y) {
    Map<Var, Var> tangents = new HashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          long offset = layout.get(name).offset();
          tangents.put(parameter, Var.over(Shapes.view(v, offset, parameter.shape())));
        });
    return y.pushforward(tangents);
  }

  /** The gradient of ⟨dy, y⟩, {@code [P]}, for y that was computed from θ. Reverse mode. */
  Var gradient(Var y, Var dy) {
    Gradients gradients = y.backward(dy, List.copyOf(parameters.values()));
    List<Var> parts =
        parameters.values().stream()
            .map(gradients::of)
            .map(part -> part.reshape(part.shape().size()))
            .toList();
    return Var.concat(0, parts);
  }
}
