package dev.chainrule.formula;

import dev.chainrule.formula.Token.Kind;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The left side of {@code f(x, y) = x y}, which names the variables, or of {@code z = x y}.
 *
 * @param name what stands before the parenthesis
 * @param named the variables that it names; empty if it names none
 * @param variables these, and all that are known besides
 * @param rest the tokens behind it
 */
record Head(String name, Set<String> named, Set<String> variables, List<Token> rest) {
  /** The left side of these tokens, which may have none. */
  static Head of(String text, List<Token> tokens, Set<String> bound) {
    int equals = -1;
    for (int i = 0; i < tokens.size() && equals < 0; i++) {
      equals = tokens.get(i).is("=") ? i : -1;
    }
    if (equals > 0 && tokens.get(equals + 1).is(Kind.END)) {
      throw new Place(text, tokens.get(equals).start()).error("something is missing after =");
    }
    boolean value = equals == 1 && tokens.get(0).is(Kind.NAME);
    if (value || equals < 4 || !isCall(tokens, equals)) {
      return new Head("", Set.of(), bound, tokens.subList(value ? 2 : 0, tokens.size()));
    }
    Set<String> named = new LinkedHashSet<>();
    for (int i = 2; i < equals - 1; i += 2) {
      Token token = tokens.get(i);
      if (Operation.isReserved(token.symbol()) || Calls.isKnown(token.symbol())) {
        throw new Place(text, token.start())
            .error(token.symbol() + " is a function: a variable needs another name");
      }
      named.add(token.symbol());
    }
    Set<String> variables = new HashSet<>(bound);
    variables.addAll(named);
    return new Head(
        tokens.get(0).symbol(), named, variables, tokens.subList(equals + 1, tokens.size()));
  }

  /** Whether what is before the = is a name and names in parentheses. */
  private static boolean isCall(List<Token> tokens, int equals) {
    boolean call =
        tokens.get(0).is(Kind.NAME) && tokens.get(1).is("(") && tokens.get(equals - 1).is(")");
    for (int i = 2; i < equals - 1; i++) {
      Token token = tokens.get(i);
      call &= i % 2 == 0 ? token.is(Kind.NAME) : token.is(",");
    }
    return call && equals % 2 == 0;
  }

  /**
   * Checks that the formula has no other variables than those that are named.
   *
   * @throws FormulaException if it has; the derivative by it would be shown as well
   */
  void check(Formula formula) {
    if (named.isEmpty()) {
      return;
    }
    Optional<Formula.Variable> other =
        formula.variables().values().stream().filter(v -> !named.contains(v.name())).findFirst();
    if (other.isPresent()) {
      String missing = other.get().name();
      throw other
          .get()
          .place()
          .error(
              String.format(
                  Locale.ROOT,
                  "%s is not among the variables on the left: write %s(%s, %s) = …",
                  missing,
                  name,
                  String.join(", ", named),
                  missing));
    }
  }
}
