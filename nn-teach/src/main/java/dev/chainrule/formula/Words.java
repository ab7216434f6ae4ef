package dev.chainrule.formula;

import dev.chainrule.formula.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Products of variables that are written as one word: {@code Ax} of A and x. */
final class Words {
  private static final int LONGEST = 1_000; // characters of a word that is looked into

  private Words() {}

  /** The tokens with such words parted; a word that can be parted in two ways stays whole. */
  static List<Token> parted(List<Token> tokens, Set<String> variables) {
    List<Token> parted = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean call =
          i + 1 < tokens.size() && (tokens.get(i + 1).is("(") || tokens.get(i + 1).is("."));
      boolean transposed = token.symbol().equals("T") && i > 0 && tokens.get(i - 1).is("^");
      if (call || transposed || !token.is(Kind.NAME) || isKnown(token.symbol(), variables)) {
        parted.add(token);
        continue;
      }
      List<String> factors = factors(token.symbol(), variables).orElse(List.of(token.symbol()));
      int at = token.start();
      for (String factor : factors) {
        int end = factors.size() == 1 ? token.end() : at + factor.length();
        parted.add(new Token(Kind.NAME, factor, at, end));
        at = end;
      }
    }
    return parted;
  }

  private static boolean isKnown(String name, Set<String> variables) {
    return variables.contains(name)
        || Operation.isReserved(name)
        || Calls.isKnown(name)
        || Formula.Constant.isKnown(name);
  }

  /** The variables of which a word is made; empty if it is not, or in more than one way. */
  static Optional<List<String>> factors(String word, Set<String> variables) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    int[] ways = new int[word.length() + 1]; // to make the rest from here, 2 for several
    String[] first = new String[word.length()];
    ways[word.length()] = 1;
    for (int at = word.length() - 1; at >= 0; at--) {
      for (String variable : variables) {
        boolean here = word.startsWith(variable, at) && ways[at + variable.length()] > 0;
        if (here) {
          ways[at] = Math.min(2, ways[at] + ways[at + variable.length()]);
          first[at] = variable;
        }
      }
    }
    if (ways[0] != 1) {
      return Optional.empty();
    }
    List<String> factors = new ArrayList<>();
    for (int at = 0; at < word.length(); at += factors.get(factors.size() - 1).length()) {
      factors.add(first[at]);
    }
    return Optional.of(factors);
  }
}
