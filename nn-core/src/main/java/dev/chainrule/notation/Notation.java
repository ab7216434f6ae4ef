package dev.chainrule.notation;

import java.util.Map;

/**
 * A formula in two scripts: as plain text, {@code ∂L/∂A₁}, and in LaTeX, {@code \frac{\partial
 * L}{\partial A_1}}.
 *
 * @param text in Unicode
 * @param latex for a typesetter, without the dollars
 */
public record Notation(String text, String latex) {
  private static final Map<String, String> LETTERS =
      Map.of("σ", "\\sigma", "φ", "\\varphi", "θ", "\\theta", "η", "\\eta");
  private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

  /** A name: a single letter stands slanted, a word upright. */
  public static Notation of(String name) {
    String letter = LETTERS.get(name);
    boolean isLetter = name.length() == 1 && Character.isLetterOrDigit(name.charAt(0));
    return new Notation(
        name, letter != null ? letter : isLetter ? name : "\\operatorname{" + escaped(name) + "}");
  }

  /** Names are anybody's, and some characters are commands to a typesetter. */
  private static String escaped(String name) {
    return name.replace("\\", "/")
        .replaceAll("([#$%&_{}])", "\\\\$1")
        .replace("^", "\\hat{}")
        .replace("~", "-");
  }

  /** A number, without a fraction where it has none; a negative one in parentheses. */
  public static Notation number(double value) {
    double size = Math.abs(value);
    boolean isWhole = value == Math.rint(value) && size < 1e9;
    String text = isWhole ? Long.toString((long) value) : Double.toString(value);
    if (size >= 1e-6 && size < 1e-3) {
      text = new java.math.BigDecimal(text).toPlainString();
    }
    String latex = text.replaceFirst("E(-?\\d+)$", " \\\\cdot 10^{$1}");
    Notation number = new Notation(text.replace("-", "−"), latex);
    return value < 0 ? number.inParentheses() : number;
  }

  /** A name with a number below: {@code A₁}. */
  public static Notation of(String name, int index) {
    return of(name).sub(Integer.toString(index));
  }

  /** The same with this below, digits or commas: {@code u₃,₁}. */
  public Notation sub(String below) {
    StringBuilder small = new StringBuilder();
    below
        .chars()
        .forEach(c -> small.append(c >= '0' && c <= '9' ? SUBSCRIPTS.charAt(c - '0') : (char) c));
    return new Notation(text + small, latex + "_{" + below + "}");
  }

  /** One behind the other. */
  public Notation then(Notation next) {
    return new Notation(text + next.text, latex + next.latex);
  }

  /** The same with more behind it. */
  public Notation then(String moreText, String moreLatex) {
    return new Notation(text + moreText, latex + moreLatex);
  }

  /** f(x). */
  public Notation of(Notation x) {
    return new Notation(text + "(" + x.text + ")", latex + "\\left(" + x.latex + "\\right)");
  }

  /** This = that. */
  public Notation equal(Notation that) {
    return then(" = ", " = ").then(that);
  }

  /** A product of Jacobians: this · that. */
  public Notation times(Notation that) {
    return then(" · ", " \\cdot ").then(that);
  }

  /** Element by element: this ⊙ that. */
  public Notation hadamard(Notation that) {
    return then(" ⊙ ", " \\odot ").then(that);
  }

  /** This + that. */
  public Notation plus(Notation that) {
    return then(" + ", " + ").then(that);
  }

  /** This − that. */
  public Notation minus(Notation that) {
    return then(" − ", " - ").then(that);
  }

  /** In parentheses. */
  public Notation inParentheses() {
    return new Notation("(" + text + ")", "\\left(" + latex + "\\right)");
  }

  /** ∂this/∂by. */
  public Notation by(Notation by) {
    return new Notation(
        "∂" + text + "/∂" + by.text, "\\frac{\\partial " + latex + "}{\\partial " + by.latex + "}");
  }

  @Override
  public String toString() {
    return text;
  }
}
