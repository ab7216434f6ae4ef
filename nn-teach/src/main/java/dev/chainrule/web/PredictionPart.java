package dev.chainrule.web;

import dev.chainrule.stepper.Snapshot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the network takes the rows of its batch for.
 *
 * @param kind {@code probabilities} that sum to 1, {@code probabilities_of_each} class, or {@code
 *     values}
 * @param rows a number for each class
 * @param target the indices of the right classes
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
record PredictionPart(String kind, double[][] rows, int[] target, List<String> classes) {
  /** Null where targets are numbers. */
  static @Nullable PredictionPart of(Snapshot snapshot) {
    List<String> classes = snapshot.samples().classes();
    if (classes.isEmpty()) {
      return null;
    }
    String kind =
        switch (snapshot.loss().outputs()) {
          case LOGITS -> "probabilities";
          case LOGITS_OF_EACH -> "probabilities_of_each";
          case VALUES -> "values";
        };
    int[] target = Arrays.stream(snapshot.targets()).mapToInt(row -> (int) row[0]).toArray();
    return new PredictionPart(kind, snapshot.predictions(snapshot.inputs()), target, classes);
  }
}
