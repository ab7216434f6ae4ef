package dev.chainrule.stepper;

import dev.chainrule.activation.Softmax;
import dev.chainrule.kernel.Logistic;
import dev.chainrule.nn.Loss;
import java.util.Arrays;

/** What the outputs of a network say that was trained with a loss. */
public final class Meaning {
  private Meaning() {}

  /** Probabilities where the loss takes logits, else the outputs themselves; a new array. */
  public static double[] of(Loss loss, double[] output) {
    return switch (loss.outputs()) {
      case VALUES -> output.clone();
      case LOGITS_OF_EACH -> Arrays.stream(output).map(Logistic::sigmoid).toArray();
      case LOGITS -> {
        double[] probabilities = new double[output.length];
        new Softmax().value(output, probabilities);
        yield probabilities;
      }
    };
  }
}
