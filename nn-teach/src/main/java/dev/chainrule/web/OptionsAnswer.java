package dev.chainrule.web;

import dev.chainrule.activation.Activations;
import dev.chainrule.data.Task;
import dev.chainrule.init.Initializers;
import dev.chainrule.init.Preset;
import dev.chainrule.loss.Losses;
import dev.chainrule.optim.Optimizers;
import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.ScenarioLimits;
import dev.chainrule.stepper.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code /api/options}: what a scenario may say on this machine. */
record OptionsAnswer(
    List<DataPart> data,
    List<String> tasks,
    Collection<String> activations,
    Collection<String> losses,
    Collection<String> optimizers,
    Collection<String> inits,
    LimitsPart limits) {
  /**
   * Something to learn.
   *
   * @param features null where that depends on the table
   * @param classes likewise, or where targets are numbers
   * @param image height and width; null for what is no picture
   * @param defaults every key that has one
   */
  record DataPart(
      String name,
      String title,
      @Nullable Integer features,
      @Nullable Integer classes,
      @Nullable List<Integer> image,
      Map<String, String> defaults) {
    static DataPart of(Subject subject) {
      return new DataPart(
          subject.name(),
          subject.title(),
          nullable(subject.features()),
          nullable(subject.classes()),
          subject.isPicture() ? List.of(Subject.SIDE, Subject.SIDE) : null,
          defaults(subject));
    }

    private static @Nullable Integer nullable(OptionalInt number) {
      return number.isPresent() ? number.getAsInt() : null;
    }

    private static Map<String, String> defaults(Subject subject) {
      String query = Key.DATA.key() + "=" + subject.name();
      boolean isTable = subject.name().equals("csv");
      Map<String, String> all =
          new java.util.LinkedHashMap<>(
              Scenario.parse(isTable ? query + "&csv=" + A_TABLE : query).entries());
      all.remove(Key.CSV.key());
      all.values().removeIf(String::isEmpty);
      return all;
    }
  }

  /** How large things may be. */
  record LimitsPart(
      long parameters,
      int layers,
      int units,
      int points,
      int batch,
      int csvCharacters,
      int bodyBytes,
      long updates,
      int changes,
      int tile,
      int numbers) {}

  private static final String A_TABLE = "0,0,a%0A1,1,b";

  static OptionsAnswer all() {
    List<String> inits = new ArrayList<>(Preset.TABLE.names());
    inits.addAll(Initializers.TABLE.names());
    return new OptionsAnswer(
        Subject.available().stream().map(DataPart::of).toList(),
        Arrays.stream(Task.values()).map(Task::text).toList(),
        Activations.TABLE.names(),
        Losses.TABLE.names(),
        Optimizers.TABLE.names(),
        inits,
        new LimitsPart(
            ScenarioLimits.PARAMETERS,
            ScenarioLimits.LAYERS,
            ScenarioLimits.UNITS,
            ScenarioLimits.POINTS,
            ScenarioLimits.BATCH,
            ScenarioLimits.CSV_CHARACTERS,
            ScenarioLimits.CSV_BYTES,
            ScenarioLimits.UPDATES,
            ScenarioLimits.CHANGES,
            Tile.LARGEST,
            ValuePart.MOST));
  }
}
