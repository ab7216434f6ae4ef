package dev.chainrule.formula;

import java.util.List;
import java.util.Set;

/** Calls that are another way to write an operation: {@code piecewise}, {@code hadamard}. */
final class Calls {
  private static final Set<String> NAMES = Set.of("piecewise", "hadamard", "matmul");

  private Calls() {}

  static boolean isKnown(String name) {
    return NAMES.contains(name);
  }

  /** What the call means. */
  static Formula of(
      String name, boolean dotted, List<Formula> arguments, Parser parser, Token token) {
    int count = arguments.size();
    if (dotted) {
      throw parser.error(token, name + " has no dot: write " + name + "(…)");
    }
    if (name.equals("piecewise")) {
      if (count < 3 || count % 2 == 0) {
        throw parser.error(
            token, "piecewise takes conditions, each with its value, and a last value");
      }
      Formula value = arguments.get(count - 1);
      for (int i = count - 3; i >= 0; i -= 2) {
        List<Formula> branches = List.of(arguments.get(i), arguments.get(i + 1), value);
        value = parser.apply(Operation.WHERE, false, token, branches);
      }
      return value;
    }
    if (count != 2) {
      String given = count == 0 ? "none" : "" + count;
      throw parser.error(token, name + " takes two arguments, got " + given);
    }
    boolean entries = name.equals("hadamard");
    return parser.apply(entries ? Operation.MUL : Operation.MATMUL, entries, token, arguments);
  }
}
