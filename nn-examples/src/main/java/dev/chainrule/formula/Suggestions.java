package dev.chainrule.formula;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

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
      return "unknown function \"%s\": write %s".formatted(name, INSTEAD.get(name));
    }
    return nearest(name)
        .map(meant -> "unknown function \"%s\": did you mean %s?".formatted(shown, meant))
        .orElse("unknown function \"%s\"; for a product write %s*(…)".formatted(shown, shown));
  }

  /** The function of that name in other letters, or with one typing error, in long names two. */
  private static Optional<String> nearest(String name) {
    int tolerated = name.length() < 3 ? 0 : name.length() < 5 ? 1 : 2;
    return name.length() > 20
        ? Optional.empty()
        : Operation.functions().stream()
            .filter(known -> distance(known, name) <= tolerated)
            .min(Comparator.comparingInt(known -> distance(known, name)));
  }

  /** Levenshtein's: letters to insert, delete or replace; capital or not is the same. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        row[j] = Math.min(above[j - 1] + (same ? 0 : 1), 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
