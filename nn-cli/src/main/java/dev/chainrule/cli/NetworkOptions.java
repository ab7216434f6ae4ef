package dev.chainrule.cli;

import dev.chainrule.activation.Activation;
import dev.chainrule.cli.Choices.Hidden;
import dev.chainrule.cli.Choices.Named;
import dev.chainrule.init.Preset;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Flatten;
import dev.chainrule.nn.Layer;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Sequential;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which network. */
final class NetworkOptions {
  @Option(
      names = "--hidden",
      paramLabel = "N,N…",
      defaultValue = "128",
      converter = Choices.OfHidden.class,
      description = {
        "Units of each hidden layer, or none for softmax regression. Default: ${DEFAULT-VALUE}."
      })
  Hidden hidden = new Hidden(List.of());

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "relu",
      converter = Choices.OfActivation.class,
      completionCandidates = Choices.OfActivation.class,
      description = "Of the hidden layers: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  Named<Activation> activation;

  @Option(
      names = "--init",
      paramLabel = "NAME",
      defaultValue = "keras",
      converter = Choices.OfInit.class,
      completionCandidates = Choices.OfInit.class,
      description = {
        "First values, as another program chooses them or by a formula for the weights:"
            + " ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}."
      })
  Named<Preset> init;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "0",
      description = "Drop each hidden unit with this probability. Default: ${DEFAULT-VALUE}.")
  double dropout;

  /** A network for inputs of this shape, with so many outputs. */
  Network network(Shape input, int outputs, long seed) {
    return Network.of(input, layers(input, outputs), seed);
  }

  /**
   * Refuses what needs hidden layers where there are none; a dropout of 0 says so itself.
   *
   * @throws picocli.CommandLine.ParameterException naming the flag
   */
  void checkEffects(Effects effects) {
    boolean layers = !hidden.units().isEmpty();
    String none = "there is no hidden layer to have it; add --hidden N, such as --hidden 128";
    effects.check("--activation", layers, none);
    effects.check("--dropout", layers || dropout == 0, none);
  }

  /** The same without its numbers. */
  Layer layers(Shape input, int outputs) {
    List<Layer> layers = new ArrayList<>();
    if (input.rank() != 1) {
      layers.add(new Flatten());
    }
    for (long units : hidden.units()) {
      layers.add(Dense.of(units, activation.value()).withPreset(init.value()));
      if (dropout != 0) {
        layers.add(Flags.of("--dropout", () -> new Dropout(dropout)));
      }
    }
    layers.add(Dense.of(outputs).withPreset(init.value()));
    return new Sequential(layers);
  }
}
