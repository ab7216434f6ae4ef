package dev.chainrule.cli;

import dev.chainrule.kernel.KernelChoice;
import dev.chainrule.train.Epoch;
import dev.chainrule.train.Evaluation;
import dev.chainrule.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A run of {@code nn train} as JSON: for standard output and for {@code config.json}.
 *
 * @param heldOutName what was looked at after each epoch: {@code validation}, or {@code test}
 * @param validation of the network that is kept, on the rows set aside, if there were any
 * @param test of the network that is kept
 */
record RunJson(
    History history,
    String heldOutName,
    Optional<Evaluation> validation,
    Evaluation test,
    double seconds) {

  /** What came of it. */
  JsonObject result(String data, long parameters, String model) {
    double samples = 0;
    double busy = 0;
    for (Epoch epoch : history.epochs()) {
      samples += epoch.samplesPerSecond() * epoch.seconds();
      busy += epoch.seconds();
    }
    int epochs = history.epochs().size();
    return new JsonObject()
        .put("data", data)
        .put("validation_accuracy", accuracy(validation))
        .put("validation_loss", validation.map(Evaluation::loss).orElse(null))
        .put("test_accuracy", test.accuracy())
        .put("test_loss", test.loss())
        .put("train_loss", epochs == 0 ? null : history.epochs().get(epochs - 1).loss())
        .put("epochs", epochs)
        .put("seconds", seconds)
        .put("samples_per_second", busy == 0 ? null : samples / busy)
        .put("parameters", parameters)
        .put("ending", history.ending().name().toLowerCase(Locale.ROOT))
        .put("model", model);
  }

  private static OptionalDouble accuracy(Optional<Evaluation> evaluation) {
    return evaluation.isPresent() ? evaluation.get().accuracy() : OptionalDouble.empty();
  }

  /** Adds an object for each epoch, with the columns of history.csv. */
  JsonObject addHistory(JsonObject result) {
    List<Map<String, @Nullable Object>> epochs = new ArrayList<>();
    for (Epoch e : history.epochs()) {
      Map<String, @Nullable Object> epoch = new LinkedHashMap<>();
      epoch.put("epoch", e.number());
      epoch.put("steps", e.steps());
      epoch.put("train_loss", e.loss());
      epoch.put("train_accuracy", orNull(e.accuracy()));
      epoch.put(heldOutName + "_loss", orNull(e.validationLoss()));
      epoch.put(heldOutName + "_accuracy", orNull(e.validationAccuracy()));
      epoch.put("seconds", e.seconds());
      epoch.put("samples_per_second", e.samplesPerSecond());
      epochs.add(epoch);
    }
    return result.put("history", epochs);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** How it was made: every option, the default where nothing was said, null where it is unused. */
  static JsonObject config(
      DataOptions data,
      NetworkOptions networks,
      LearningOptions learning,
      int validation,
      long seed,
      KernelChoice compute) {
    boolean hidden = !networks.hidden.units().isEmpty();
    return new JsonObject()
        .put("data", data.name())
        .put("data_dir", data.directory == null ? null : data.directory.toString())
        .put("rows", data.rows)
        .put("noise", data.noise)
        .put("data_seed", data.seed)
        .put("hidden", networks.hidden.units())
        .put("activation", hidden ? networks.activation.name() : null)
        .put("init", networks.init.name())
        .put("dropout", hidden ? networks.dropout : null)
        .put("loss", learning.loss.name())
        .put("optimizer", learning.optimizer)
        .put("lr", learning.rate())
        .put("schedule", learning.schedule())
        .put("l2", learning.l2)
        .put("clip", learning.clip)
        .put("batch", learning.batch)
        .put("epochs", learning.epochs)
        .put("validation", validation)
        .put("seed", seed)
        .put("threads", compute.threads())
        .put("kernels", compute.kind().toString())
        .put("java", System.getProperty("java.version"));
  }
}
