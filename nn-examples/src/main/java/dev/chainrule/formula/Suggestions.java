package dev.chainrule.formula;

import dev.chainrule.spelling.Spelling;
import java.util.Locale;
import java.util.Map;

/** What was probably meant. */
final class Suggestions {
  /** Functions that others have, and what to write here. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "log10", "log(x)/log(10)",
          "lg", "log(x)/log(10)",
          "log2", "log(x)/log(2)",
          "ld", "log(x)/log(2)",
          "cot", "1/tan(x)",
          "sec", "1/cos(x)",
          "csc", "1/sin(x)",
          "cbrt", "x^(1/3)");

  private Suggestions() {}

  static String unknownFunction(String name) {
    String shown = name.length() <= 40 ? name : name.substring(0, 40) + "…";
    if (INSTEAD.containsKey(name)) {
      return String.format(
          Locale.ROOT, "unknown function \"%s\": write %s", name, INSTEAD.get(name));
    }
    return Spelling.nearest(name, Operation.functions())
        .map(
            meant ->
                String.format(
                    Locale.ROOT, "unknown function \"%s\": did you mean %s?", shown, meant))
        .orElse(
            String.format(
                Locale.ROOT, "unknown function \"%s\"; for a product write %s*(…)", shown, shown));
  }
}
