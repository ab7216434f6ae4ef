package dev.chainrule.bench;

import dev.chainrule.activation.Activation;
import dev.chainrule.activation.Activations;
import dev.chainrule.autodiff.Var;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layers;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.optim.Adam;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.optim.Rule;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A multilayer perceptron to train, in float, with softmax cross-entropy on batches in memory.
 *
 * @param name for tables
 * @param widths of the input, the hidden layers and the output
 * @param activation of the hidden layers, by its name in {@link Activations#TABLE}
 * @param batch rows in a step
 * @param optimizer by its name in {@link Optimizers#TABLE}
 * @param rate the optimizer's learning rate
 */
public record Workload(
    String name,
    List<Integer> widths,
    String activation,
    int batch,
    String optimizer,
    double rate) {
  private static final double SGD_RATE = 0.1;

  /** What everything is compared on, from tiny to large; the rates too are bench/README.md's. */
  public static final List<Workload> ALL =
      List.of(
          new Workload("W0", List.of(2, 16, 2), "sigmoid", 4, "sgd", SGD_RATE),
          new Workload("W1", List.of(784, 30, 10), "sigmoid", 10, "sgd", SGD_RATE),
          new Workload("W2", List.of(784, 128, 10), "relu", 64, "adam", Adam.LR),
          new Workload("W3", List.of(784, 512, 512, 10), "relu", 128, "adam", Adam.LR));

  /** The one that inference, an epoch and growth go by: 784-128-10, as in nn train. */
  static final Workload W2 = ALL.get(2);

  /** Checks that there is a layer. */
  public Workload {
    widths = List.copyOf(widths);
    if (widths.size() < 2 || batch < 1) {
      throw new IllegalArgumentException(
          "a workload has an input, an output and rows, got widths " + widths + ", batch " + batch);
    }
  }

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static Workload named(String name) {
    return ALL.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no workload is called "
                        + name
                        + "; there are "
                        + ALL.stream().map(Workload::name).collect(Collectors.joining(", "))));
  }

  /** For people: {@code 784-128-10 relu}. */
  public String network() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-")) + " " + activation;
  }

  int inputs() {
    return widths.get(0);
  }

  int outputs() {
    return widths.get(widths.size() - 1);
  }

  Rule rule() {
    return Optimizers.TABLE.get(optimizer).apply(rate);
  }

  /** One training step of it after another, on these kernels. */
  TrainingStep step(Kernels kernels) {
    return new TrainingStep(this, newNetwork(), kernels);
  }

  /** The same with every layer as a formula, σ(x Aᵀ + b), as a researcher would write it. */
  TrainingStep formulaStep(Kernels kernels) {
    return new TrainingStep(this, network(Workload::formula), kernels);
  }

  /** The network with its first numbers, always the same. */
  Network newNetwork() {
    return network((units, f) -> Dense.of(units, f));
  }

  private Network network(BiFunction<Integer, Activation, Layer> dense) {
    Activation hidden = Activations.TABLE.get(activation);
    Activation none = Activations.TABLE.get("identity");
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      layers.add(dense.apply(widths.get(i), i == widths.size() - 1 ? none : hidden));
    }
    return Network.of(Shape.of(inputs()), Sequential.of(layers.toArray(Layer[]::new)), 1);
  }

  private static Layer formula(int units, Activation activation) {
    return Layers.of(
        "formula",
        input -> Dense.of(units).parameters(input),
        (x, theta) -> {
          Var ax = x.matmulTransposed(theta.get("weight"));
          return activation.define(ax.add(theta.get("bias").broadcastTo(ax.shape())));
        });
  }
}
