package dev.chainrule.cli;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.nn.Network;
import dev.chainrule.tensor.ShapeException;
import java.nio.file.Path;

/** Whether a network and data belong together. */
final class Fit {
  private Fit() {}

  /** Throws, with a sentence, if they do not. */
  static void check(Path model, Network network, Dataset data) {
    if (!network.inputShape().equals(data.inputShape())) {
      throw new ShapeException(
          model
              + " takes inputs of shape "
              + network.inputShape()
              + ", but "
              + data.name()
              + " has "
              + data.inputShape()
              + ". Name other data with --data.");
    }
    long classes = data.classes().orElse(0);
    if (network.outputShape().size() != classes) {
      throw new ShapeException(
          model
              + " tells "
              + network.outputShape().size()
              + " classes apart, but "
              + data.name()
              + " has "
              + classes
              + ". Name other data with --data.");
    }
  }
}
