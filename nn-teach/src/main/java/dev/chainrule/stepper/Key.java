package dev.chainrule.stepper;

import dev.chainrule.data.Task;
import dev.chainrule.loss.Losses;
import dev.chainrule.optim.Optimizers;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a scenario says, in the order in which it is decided: the default of one may depend on those
 * before it. To add one, add a line here.
 *
 * <p>Where the data have no use for a key (the noise of a table), its value is empty, whatever was
 * given; and an empty value is the default.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Key {
  /** Which data: the name of a {@link Subject}. */
  DATA("data", "the rows to learn from", text -> Subject.named(text.strip()).name()) {
    @Override
    String byDefault(Values values) {
      return values.get(CSV).isEmpty() ? Subject.MAZUR : Subject.CSV;
    }
  },
  /** A table: its text, or the name under which {@link SnapshotCache#keep} keeps it. */
  CSV("csv", "the table, for data=csv", CsvTable::checked) {
    @Override
    boolean isOf(Subject subject) {
      return subject.name().equals(Subject.CSV);
    }
  },
  /** What is learnt of the last column of a table. */
  TASK(
      "task",
      "what to learn of a table's last column",
      text -> UnknownName.known("task", text, Canonical.TASKS)) {
    @Override
    boolean isOf(Subject subject) {
      return subject.name().equals(Subject.CSV);
    }

    @Override
    String byDefault(Values values) {
      return CsvTable.usual(values.get(CSV));
    }
  },
  /** Rows. */
  POINTS(
      "points",
      "how many rows",
      text -> Canonical.whole("points", text, 2, ScenarioLimits.POINTS)) {
    @Override
    boolean isOf(Subject subject) {
      return subject.points().isPresent();
    }

    @Override
    String byDefault(Values values) {
      return Integer.toString(values.subject().points().orElseThrow());
    }
  },
  /** Noise. */
  NOISE("noise", "standard deviation of the noise", Canonical::noise) {
    @Override
    boolean isOf(Subject subject) {
      return subject.noise().isPresent();
    }

    @Override
    String byDefault(Values values) {
      return Numeral.text(values.subject().noise().orElseThrow());
    }
  },
  /** The seed of generated rows. */
  DATASEED(
      "dataseed",
      "seed of the rows",
      text -> Canonical.whole("dataseed", text, 0, Canonical.SEEDS)) {
    @Override
    boolean isOf(Subject subject) {
      return subject.noise().isPresent();
    }

    @Override
    String byDefault(Values values) {
      return "0";
    }
  },
  /** Hidden layers. */
  HIDDEN("hidden", "units of each hidden layer, or none", Canonical::hidden) {
    @Override
    String byDefault(Values values) {
      return values.subject().hidden();
    }
  },
  /** The activation of the hidden layers. */
  ACT("act", "activation of the hidden layers", text -> Canonical.activation("act", text)) {
    @Override
    String byDefault(Values values) {
      return values.subject().activation();
    }
  },
  /** The activation of the last layer. */
  OUT("out", "activation of the last layer", text -> Canonical.activation("out", text)) {
    @Override
    String byDefault(Values values) {
      return values.get(DATA).equals(Subject.MAZUR) ? "sigmoid" : "identity";
    }
  },
  /** The loss. */
  LOSS("loss", "the loss", text -> UnknownName.known("loss", text, Losses.TABLE.names())) {
    @Override
    String byDefault(Values values) {
      boolean numbers =
          values.get(DATA).equals(Subject.MAZUR) || values.get(TASK).equals(Task.REGRESSION.text());
      return numbers ? "half-mse" : "cross-entropy";
    }
  },
  /** The optimizer. */
  OPT("opt", "the optimizer", text -> UnknownName.known("opt", text, Optimizers.TABLE.names())) {
    @Override
    String byDefault(Values values) {
      return "sgd";
    }
  },
  /** The learning rate at the start. */
  RATE("rate", "the learning rate", text -> Numeral.text(Canonical.positive("rate", text))) {
    @Override
    String byDefault(Values values) {
      if (values.get(OPT).equals("sgd")) {
        boolean mazur = values.get(DATA).equals(Subject.MAZUR);
        // 784 inputs, one row at a time: at 0.1 half of the units die in the first epoch
        return mazur ? "0.5" : values.subject().isPicture() ? "0.02" : "0.1";
      }
      return Canonical.RATES.getOrDefault(values.get(OPT), "0.01");
    }
  },
  /** First values. */
  INIT(
      "init",
      "first values of the weights",
      text -> UnknownName.known("init", text, Canonical.inits())) {
    @Override
    String byDefault(Values values) {
      boolean mazur = values.get(DATA).equals(Subject.MAZUR) && values.get(HIDDEN).equals("2");
      return mazur ? Subject.MAZUR : "keras";
    }
  },
  /** The seed of the first values. */
  SEED(
      "seed",
      "seed of the first values",
      text -> Canonical.whole("seed", text, 0, Canonical.SEEDS)) {
    @Override
    String byDefault(Values values) {
      return "1";
    }
  },
  /** Rows in a step. */
  BATCH("batch", "rows in a step, or all", Canonical::batch) {
    @Override
    String byDefault(Values values) {
      return "1";
    }
  },
  /** The row with which the first batch begins. */
  FIRST(
      "first",
      "the row to begin with",
      text -> Canonical.whole("first", text, 0, Integer.MAX_VALUE)) {
    @Override
    String byDefault(Values values) {
      return "0";
    }
  },
  /** A drawn picture that is looked at in place of the batch. */
  INPUT("input", "a drawn picture: base64url of 784 bytes", Canonical::picture) {
    @Override
    boolean isOf(Subject subject) {
      return subject.isPicture();
    }
  },
  /** The class of the drawn picture. */
  TARGET(
      "target", "the class of the drawn picture", text -> Canonical.whole("target", text, 0, 9)) {
    @Override
    boolean isOf(Subject subject) {
      return subject.isPicture();
    }
  },
  /** What was done since the start. */
  LOG("log", "what was done, as u12~A0[0,1]=0.3", text -> Log.parse(text).toString());

  /** The values of the keys that are decided. */
  interface Values {
    /** The canonical value, or what was given where that is not decided yet; never null. */
    String get(Key key);

    default Subject subject() {
      return Subject.named(get(DATA));
    }
  }

  private final String key;
  private final String description;
  private final UnaryOperator<String> canonical;

  Key(String key, String description, UnaryOperator<String> canonical) {
    this.key = key;
    this.description = description;
    this.canonical = canonical;
  }

  /**
   * The key that is written so.
   *
   * @throws ScenarioException if there is none, with the one that was probably meant
   */
  public static Key named(String name) {
    return Arrays.stream(values())
        .filter(key -> key.key.equals(name))
        .findFirst()
        .orElseThrow(() -> UnknownName.unknown("the scenario", name, keys()));
  }

  /** As it is written: {@code data}. */
  public String key() {
    return key;
  }

  /** What it is, for people. */
  public String description() {
    return description;
  }

  /** The one way to write this value; an error where it is none. */
  String canonical(String text) {
    return canonical.apply(text);
  }

  /** Whether these data have a use for it. */
  boolean isOf(Subject subject) {
    return true;
  }

  /** Its value where nothing is said. */
  String byDefault(Values values) {
    return "";
  }

  /** The names of all keys. */
  static List<String> keys() {
    return Arrays.stream(values()).map(Key::key).toList();
  }
}
