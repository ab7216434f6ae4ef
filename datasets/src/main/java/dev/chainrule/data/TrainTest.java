package dev.chainrule.data;

import dev.chainrule.dataset.Dataset;
import java.util.Locale;
import java.util.Optional;

/**
 * Rows to learn from and rows to be judged by.
 *
 * @param name what the two are together: {@code mnist}
 */
public record TrainTest(String name, Dataset train, Dataset test) {
  /**
   * In what the test rows differ from the training rows, so that a network that learnt from these
   * cannot be tested on those; empty if one can.
   */
  Optional<String> difference() {
    if (!train.inputShape().equals(test.inputShape())) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the inputs of %s have shape %s, those of %s have shape %s",
              train.name(),
              train.inputShape(),
              test.name(),
              test.inputShape()));
    }
    if (!train.targetShape().equals(test.targetShape())
        || !train.classes().equals(test.classes())) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the targets of %s are %s, those of %s are %s",
              train.name(),
              targets(train),
              test.name(),
              targets(test)));
    }
    return Optional.empty();
  }

  private static String targets(Dataset data) {
    return data.classes().isPresent()
        ? data.classes().getAsInt() + " classes"
        : "numbers of shape " + data.targetShape();
  }
}
