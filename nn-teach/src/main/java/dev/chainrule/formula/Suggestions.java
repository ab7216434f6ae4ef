package dev.chainrule.formula;

import dev.chainrule.spelling.Spelling;
import java.util.Locale;
import java.util.Map;

/** What was probably meant. */
final class Suggestions {
  /** Functions that others have, of a number or a vector, and what to write here. */
  static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("cot", "1/tan(x)"),
          Map.entry("sec", "1/cos(x)"),
          Map.entry("csc", "1/sin(x)"),
          Map.entry("coth", "1/tanh(x)"),
          Map.entry("sech", "1/cosh(x)"),
          Map.entry("csch", "1/sinh(x)"),
          Map.entry("exp2", "2^x"),
          Map.entry("logit", "log(x/(1 - x))"),
          Map.entry("heaviside", "where(x > 0, 1, 0)"),
          Map.entry("step", "where(x > 0, 1, 0)"),
          Map.entry("hypot", "sqrt(x^2 + y^2)"),
          Map.entry("erfc", "1 - erf(x)"),
          Map.entry("norm1", "sum(abs(x))"),
          Map.entry("var", "mean((x - mean(x)) .^ 2)"),
          Map.entry("std", "sqrt(mean((x - mean(x)) .^ 2))"),
          Map.entry("leakyrelu", "where(x > 0, x, 0.01*x)"),
          Map.entry("elu", "where(x > 0, x, exp(x) - 1)"));

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
