package dev.chainrule.stepper;

import dev.chainrule.activation.Activations;
import dev.chainrule.data.Task;
import dev.chainrule.init.Initializers;
import dev.chainrule.init.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The one way to write a value; each method throws a sentence where the text is none. */
final class Canonical {
  /** What JavaScript counts to. */
  static final long SEEDS = 1L << 53;

  /** Learning rates with which networks of a few units learn a batch at a time. */
  static final Map<String, String> RATES =
      Map.of("momentum", "0.02", "nesterov", "0.02", "rmsprop", "0.01");

  /** What may be learnt of a table. */
  static final List<String> TASKS = Arrays.stream(Task.values()).map(Task::text).toList();

  static final String NONE = "none";
  static final String ALL = "all";

  private static final double LARGEST_RATE = 1e6;
  private static final double LARGEST_NOISE = 100;

  private Canonical() {}

  static String whole(String what, String text, long least, long most) {
    return Long.toString(Numeral.parse(what, text, least, most));
  }

  static double positive(String what, String text) {
    double value = Numeral.parse(what, text);
    if (value > 0 && value <= LARGEST_RATE) {
      return value;
    }
    throw new ScenarioException(
        String.format(
            Locale.ROOT,
            "%s must be positive and at most 1,000,000, got %s",
            what,
            Numeral.quoted(text)));
  }

  static String noise(String text) {
    double value = Numeral.parse("noise", text);
    if (value >= 0 && value <= LARGEST_NOISE) {
      return Numeral.text(value);
    }
    throw new ScenarioException("noise must be from 0 to 100, got " + Numeral.quoted(text));
  }

  static String hidden(String text) {
    if (text.strip().equalsIgnoreCase(NONE)) {
      return NONE;
    }
    String[] layers = text.split(",", -1);
    if (layers.length > ScenarioLimits.LAYERS) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "hidden: at most %d hidden layers, got %d",
              ScenarioLimits.LAYERS,
              layers.length));
    }
    return Arrays.stream(layers)
        .map(
            units ->
                whole(
                    "hidden (units of each layer, as in 8,4, or none)",
                    units,
                    1,
                    ScenarioLimits.UNITS))
        .collect(Collectors.joining(","));
  }

  static String activation(String what, String text) {
    return UnknownName.known(what, text, Activations.TABLE.names());
  }

  static List<String> inits() {
    List<String> names = new ArrayList<>(Preset.TABLE.names());
    names.addAll(Initializers.TABLE.names());
    names.add(Subject.MAZUR);
    return names;
  }

  static String batch(String text) {
    return text.strip().equalsIgnoreCase(ALL)
        ? ALL
        : whole("batch (rows in a step, or all)", text, 1, ScenarioLimits.BATCH);
  }

  static String picture(String text) {
    byte[] pixels;
    try {
      pixels = Base64.getUrlDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ScenarioException("input must be base64url of 784 bytes: " + e.getMessage(), e);
    }
    int expected = Subject.SIDE * Subject.SIDE;
    if (pixels.length != expected) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "input must be base64url of %d bytes, a picture of %d × %d row by row, got %d bytes",
              expected,
              Subject.SIDE,
              Subject.SIDE,
              pixels.length));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(pixels);
  }
}
