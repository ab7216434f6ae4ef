package dev.chainrule.formula;

import dev.chainrule.formula.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A place among the tokens of a text, and the complaints about what stands there. */
final class Cursor {
  private static final Set<String> OPENING = Set.of("-", "+", "(", "[", "|", "‖", "√", "∛", "not");
  private static final Set<String> FACTORS = Set.of("(", "√", "∛");
  private static final Set<String> BARS = Set.of("|", "‖");
  private static final Set<String> TIGHT = Set.of("^", "/", "@", ".*", "./", ".^");
  private static final Set<String> CLOSING = Set.of(")", "]", "|", "‖", ",", "'");
  private static final Map<String, String> HINTS =
      Map.of(
          "=", "two values are compared by ==, and f(x) = … names the variables",
          ";", "the rows of a matrix are written [[1, 2], [3, 4]]",
          "{", "write ( ) instead of { }, and cases as where(x < 0, -x, x)",
          "}", "write ( ) instead of { }",
          "?", "cases are written where(x < 0, -x, x)",
          "!", "there is no factorial; prod([1, 2, 3]) multiplies, and != is unequal",
          "\\", "this is not LaTeX: write sqrt(x), not \\sqrt{x}, and solve(A, b) for A\\b");

  private final String text;
  private final List<Token> tokens;
  private int at;

  /** The last of the tokens is {@link Kind#END}. */
  Cursor(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /** The token here. */
  Token peek() {
    return tokens.get(at);
  }

  /** The token {@code ahead} of here, or behind; the first or last if there is none. */
  Token peek(int ahead) {
    return tokens.get(Math.max(0, Math.min(at + ahead, tokens.size() - 1)));
  }

  /** The token here, and one on; but the end stays. */
  Token next() {
    Token token = peek();
    at += token.is(Kind.END) ? 0 : 1;
    return token;
  }

  boolean skip(String symbol) {
    boolean here = peek().is(symbol);
    at += here ? 1 : 0;
    return here;
  }

  /** Whether a value can begin here. */
  boolean atOperand() {
    Token token = peek();
    return token.is(Kind.NUMBER) || token.is(Kind.NAME) || isOneOf(token, OPENING);
  }

  /** Whether a value begins here that can stand right behind another: 2x, x y, (x)(y), x √y. */
  boolean atFactor(Set<String> openBars) {
    Token token = peek();
    return token.is(Kind.NAME)
        || isOneOf(token, FACTORS)
        || (isOneOf(token, BARS) && !openBars.contains(token.symbol()));
  }

  /**
   * Whether the number just passed is the coefficient of what comes: 2x, 2(x+1), 2√x. An exponent
   * is none, if a space ends it: x^2 y.
   *
   * @throws FormulaException if people differ: is 1/2x half of x, or 1 by 2x?
   */
  boolean isCoefficient() {
    if (!peek(-1).is(Kind.NUMBER)) {
      return false;
    }
    int behind = -2;
    while (peek(behind).is("-") && at + behind > 0) {
      behind--;
    }
    Token before = peek(behind);
    boolean exponent = before.is("^") || before.is(".^");
    if (exponent && peek().start() > peek(-1).end()) {
      return false;
    }
    if (isOneOf(before, TIGHT)) {
      throw twofold(before);
    }
    return true;
  }

  /** People differ on what stands between there and here. */
  FormulaException twofold(Token from) {
    String words = clipped(text.substring(from.start(), peek().end()));
    return error(peek(), words + " can be read in two ways: write * and parentheses");
  }

  /** Passes what closes the bracket that opened there. */
  void close(Token opening, String closing) {
    if (peek().is(Kind.END)) {
      throw error(
          opening,
          String.format(Locale.ROOT, "missing %s for the %s here", closing, written(opening)));
    }
    if (!peek().is(closing) && (peek().is(")") || peek().is("]"))) {
      throw error(
          peek(), String.format(Locale.ROOT, "expected %s, got %s", closing, written(peek())));
    }
    if (!skip(closing)) {
      throw surplus();
    }
  }

  /** An operand should begin here, and none does. */
  FormulaException missing() {
    Token token = peek();
    boolean known =
        !token.is(Kind.SYMBOL)
            || isOneOf(token, CLOSING)
            || Operation.infix(token.symbol()).isPresent();
    if (!known) {
      return unexpected(token);
    }
    if (at == 0) {
      return error(token, "something is missing before " + written(token));
    }
    Token before = peek(-1);
    return token.is("*") && before.is("*")
        ? error(before, "a power is written x^2")
        : error(before, "something is missing after " + written(before));
  }

  /** A value is complete, and this token goes on. */
  FormulaException surplus() {
    Token token = peek();
    if (token.is(")") || token.is("]")) {
      return error(token, "this " + token.symbol() + " closes nothing");
    }
    if (token.is(",")) {
      return error(
          token, "commas stand between arguments, f(x, y), and entries, [x, y], and nowhere else");
    }
    if (!atOperand()) {
      return unexpected(token);
    }
    String left = written(peek(-1));
    String right = written(token);
    boolean plain = (left + right).codePoints().allMatch(Character::isLetterOrDigit);
    return error(
        token,
        plain
            ? String.format(
                Locale.ROOT, "%s %s: write %s*%s for a product", left, right, left, right)
            : String.format(
                Locale.ROOT, "an operator is missing before %s: write * for a product", right));
  }

  private FormulaException unexpected(Token token) {
    String hint = HINTS.get(token.symbol());
    int point = token.symbol().codePointAt(0);
    String name = FormulaException.printable(token.symbol()).equals(token.symbol()) ? "" : " ";
    return error(
        token,
        (name.isEmpty()
                ? "unexpected character " + token.symbol()
                : String.format(Locale.ROOT, "unexpected character U+%04X", point))
            + (hint == null ? "" : ": " + hint));
  }

  FormulaException error(Token token, String sentence) {
    return place(token).error(sentence);
  }

  Place place(Token token) {
    return new Place(text, token.start());
  }

  private String written(Token token) {
    return clipped(text.substring(token.start(), token.end()));
  }

  private static String clipped(String words) {
    return words.codePointCount(0, words.length()) <= 20
        ? FormulaException.printable(words)
        : FormulaException.printable(words.substring(0, words.offsetByCodePoints(0, 20))) + "…";
  }

  private static boolean isOneOf(Token token, Set<String> symbols) {
    return token.is(Kind.SYMBOL) && symbols.contains(token.symbol());
  }
}
