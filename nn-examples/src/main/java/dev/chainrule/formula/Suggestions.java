package dev.chainrule.formula;

import dev.chainrule.spelling.Spelling;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was probably meant. */
final class Suggestions {
  /** Functions that others have, of a number or a vector, and what to write here. */
  static final Map<String, String> INSTEAD = new LinkedHashMap<>();

  static {
    INSTEAD.put("cot", "1/tan(x)");
    INSTEAD.put("sec", "1/cos(x)");
    INSTEAD.put("csc", "1/sin(x)");
    INSTEAD.put("coth", "1/tanh(x)");
    INSTEAD.put("sech", "1/cosh(x)");
    INSTEAD.put("csch", "1/sinh(x)");
    INSTEAD.put("exp2", "2^x");
    INSTEAD.put("logit", "log(x/(1 - x))");
    INSTEAD.put("heaviside", "where(x > 0, 1, 0)");
    INSTEAD.put("step", "where(x > 0, 1, 0)");
    INSTEAD.put("hypot", "sqrt(x^2 + y^2)");
    INSTEAD.put("erfc", "1 - erf(x)");
    INSTEAD.put("norm1", "sum(abs(x))");
    INSTEAD.put("var", "mean((x - mean(x)) .^ 2)");
    INSTEAD.put("std", "sqrt(mean((x - mean(x)) .^ 2))");
    INSTEAD.put("leakyrelu", "where(x > 0, x, 0.01*x)");
    INSTEAD.put("elu", "where(x > 0, x, exp(x) - 1)");
  }

  private Suggestions() {}

  static String unknownFunction(String name) {
    String shown = name.length() <= 40 ? name : name.substring(0, 40) + "…";
    if (INSTEAD.containsKey(name)) {
      return "unknown function \"%s\": write %s".formatted(name, INSTEAD.get(name));
    }
    return Spelling.nearest(name, Operation.functions())
        .map(meant -> "unknown function \"%s\": did you mean %s?".formatted(shown, meant))
        .orElse("unknown function \"%s\"; for a product write %s*(…)".formatted(shown, shown));
  }
}
