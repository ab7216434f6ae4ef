package dev.chainrule.cli;

import dev.chainrule.data.Split;
import dev.chainrule.data.TrainTest;
import dev.chainrule.dataset.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Data that were found for a saved network.
 *
 * @param sets both parts
 * @param part the one that was asked for
 * @param same whether its rows are those that the network was made with; empty where the file does
 *     not say
 * @param trainedOn what the file says that the network was trained on
 * @param name of the data that were found
 * @param asked whether the user named them
 */
record FoundData(
    TrainTest sets,
    DataPart part,
    Optional<Boolean> same,
    String trainedOn,
    String name,
    boolean asked) {

  /**
   * The rows to look at. Those of training are without those of validation, where the network was
   * made with such.
   *
   * @throws IOException if there are none set aside for validation
   */
  Dataset rows(TrainingData data, Path model) throws IOException {
    Optional<Integer> aside = data.validationRows();
    boolean splits = aside.isPresent() && same.orElse(false);
    if (part == DataPart.VALIDATION && !splits) {
      throw new IOException(
          aside.isEmpty()
              ? model + " was trained without --validation; test it on the test or --train rows"
              : "--validation: the rows set aside are of " + trainedOn + ", not of other data");
    }
    if (part == DataPart.TEST || !splits) {
      return part.recorded(sets);
    }
    Split split = Split.random(sets.train(), aside.orElseThrow(), data.validationSeed());
    return part == DataPart.TRAIN ? split.train() : split.validation();
  }

  /** What to say about it before any number; nothing where the rows are the network's own. */
  Optional<String> notice() {
    if (same.isPresent()) {
      return same.get()
          ? Optional.empty()
          : Optional.of("Trained on " + trainedOn + "; these are other rows: " + name + ".");
    }
    return asked
        ? Optional.of("Trained on " + trainedOn + ", taken now: " + name + ".")
        : Optional.of(
            "The file has no fingerprint of "
                + trainedOn
                + ", as older versions wrote none: whether these rows are the same is not known.");
  }
}
