package dev.chainrule.formula;

import dev.chainrule.formula.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts a text into tokens. Any text has some: what means nothing is a symbol, too. */
final class Lexer {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /**
   * An e belongs to the number only if digits follow: {@code 2e} is 2 times e. A point belongs to
   * an operator that follows: {@code 2./x}.
   */
  private static final Pattern NUMBER =
      Pattern.compile("([0-9]++(\\.(?![*/^])[0-9]*+)?|\\.[0-9]++)([eE][+−-]?[0-9]++)?");

  /** Symbols of several characters. */
  private static final Pattern LONG = Pattern.compile("\\.[*/^+−·×÷-]|[<>=!]=|&&|\\.(?=\\()");

  /** Other ways to write a symbol. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("−", "-"),
          Map.entry("×", "*"),
          Map.entry("·", "*"),
          Map.entry("⋅", "*"),
          Map.entry("÷", "/"),
          Map.entry(".−", ".-"),
          Map.entry(".×", ".*"),
          Map.entry(".·", ".*"),
          Map.entry(".÷", "./"),
          Map.entry("⊙", ".*"),
          Map.entry("′", "'"),
          Map.entry("ᵀ", "'"),
          Map.entry("’", "'"),
          Map.entry("≤", "<="),
          Map.entry("≥", ">="),
          Map.entry("≠", "!="),
          Map.entry("&&", "and"),
          Map.entry("∧", "and"),
          Map.entry("∨", "or"),
          Map.entry("¬", "not"));

  /** Words that are operators. */
  private static final Set<String> WORDS = Set.of("and", "or", "not");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** All tokens, and one at the end that says so. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    Matcher number = NUMBER.matcher(text);
    Matcher several = LONG.matcher(text).useTransparentBounds(true);
    while (lexer.at < text.length()) {
      lexer.next(number, several);
    }
    lexer.tokens.add(new Token(Kind.END, "", text.length(), text.length()));
    return lexer.tokens;
  }

  private void next(Matcher number, Matcher several) {
    int point = text.codePointAt(at);
    if (isSpace(point)) {
      at += Character.charCount(point);
    } else if (number.region(at, text.length()).lookingAt()) {
      add(Kind.NUMBER, number.group().replace('−', '-'), number.end());
    } else if (point == 'π') { // stands alone, as in 2πr
      add(Kind.NAME, "pi", at + 1);
    } else if (isNameStart(point)) {
      int end = endOf(Lexer::isNamePart);
      String name = text.substring(at, end);
      add(WORDS.contains(name) ? Kind.SYMBOL : Kind.NAME, name, end);
    } else if (isRaised(point) || point == '⁻') {
      int end = endOf(p -> isRaised(p) || p == '⁻');
      add(Kind.RAISED, lowered(text.substring(at, end)), end);
    } else {
      boolean is = several.region(at, text.length()).lookingAt();
      String symbol = is ? several.group() : Character.toString(point);
      add(Kind.SYMBOL, SYNONYMS.getOrDefault(symbol, symbol), at + symbol.length());
    }
  }

  private void add(Kind kind, String symbol, int end) {
    tokens.add(new Token(kind, symbol, at, end));
    at = end;
  }

  /** Where the run of such characters ends that begins here. */
  private int endOf(IntPredicate kind) {
    int end = at;
    while (end < text.length() && kind.test(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || point == 0xFEFF; // with which Windows begins files
  }

  private static boolean isNameStart(int point) {
    return Character.isLetter(point) && point != 'ᵀ' && point != 'π';
  }

  private static boolean isNamePart(int point) {
    return isNameStart(point)
        || (point >= '0' && point <= '9')
        || (point >= '₀' && point <= '₉')
        || point == '_'
        || Character.getType(point) == Character.NON_SPACING_MARK; // x̂
  }

  private static boolean isRaised(int point) {
    return RAISED.indexOf(point) >= 0;
  }

  private static String lowered(String raised) {
    StringBuilder digits = new StringBuilder();
    raised.chars().forEach(c -> digits.append(c == '⁻' ? "-" : "" + RAISED.indexOf(c)));
    return digits.toString();
  }
}
