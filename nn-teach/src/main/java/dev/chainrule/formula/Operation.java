package dev.chainrule.formula;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that can be done to numbers, vectors and matrices: how it is written as text and as LaTeX,
 * how many arguments it has, what it means for which shapes, and an example. It is the one table
 * that the parser reads and {@code nn diff --functions} prints.
 */
public enum Operation {
  OR(Form.OR, "or", "\\lor", "conditions", "where(1 > 2 or 2 > 1, 5, 6) = 5", "either holds"),
  AND(Form.AND, "and", "\\land", "conditions", "where(1 > 2 and 2 > 1, 5, 6) = 6", "both hold"),
  NOT(Form.NOT, "not", "\\lnot", "conditions", "where(not 1 > 2, 5, 6) = 5", "it does not hold"),
  LESS(Form.COMPARISON, "<", "<", Of.EACH, "(1 < 2) = 1", "1 if it holds, else 0"),
  AT_MOST(Form.COMPARISON, "<=", "\\le", Of.EACH, "(1 <= 2) = 1", "1 if it holds, else 0"),
  GREATER(Form.COMPARISON, ">", ">", Of.EACH, "(1 > 2) = 0", "1 if it holds, else 0"),
  AT_LEAST(Form.COMPARISON, ">=", "\\ge", Of.EACH, "(1 >= 2) = 0", "1 if it holds, else 0"),
  EQUAL(Form.COMPARISON, "==", "=", Of.EACH, "(1 == 2) = 0", "1 if it holds, else 0"),
  UNEQUAL(Form.COMPARISON, "!=", "\\ne", Of.EACH, "(1 != 2) = 1", "1 if it holds, else 0"),

  ADD(Form.SUM, "+", "+", Of.SUM, "[1, 2] + [3, 4] = [4, 6]", "the sum"),
  SUB(Form.SUM, "-", "-", Of.SUM, "[1, 2] - [3, 4] = [-2, -2]", "the difference"),
  MUL(Form.PRODUCT, "*", "\\cdot", Of.FACTOR, "2*[1, 2] = [2, 4]", "the product by a number"),
  DIV(Form.PRODUCT, "/", "\\frac", Of.FACTOR, "[2, 4]/2 = [1, 2]", "the quotient by a number"),
  MATMUL(Form.PRODUCT, "@", "\\,", Of.MATRIX, "[[1, 2], [3, 4]] @ [1, 0] = [1, 3]", "the product"),
  /** Two values side by side: the product that a book means. */
  JUXTAPOSITION(
      Form.PRODUCT, " ", "\\,", "anything", "eye(2) eye(2) = eye(2)", "* of a number, else @"),
  NEG(Form.SIGN, "-", "-", "anything", "-[1, -2] = [-1, 2]", "the negative"),
  POW(Form.POWER, "^ pow", "^", Of.POWER, "[[1, 2], [3, 4]]^2 = [[7, 10], [15, 22]]", "the power"),
  TRANSPOSE(Form.POSTFIX, "' transpose", "", Of.MATRIX, "[1, 2]' @ [3, 4] = 11", "the transpose"),
  /** One entry; the arguments after the first are literals that count from 0. */
  ENTRY(Form.POSTFIX, "[]", "", 2, 3, Of.MATRIX, "[5, 6][0] = 5", "an entry, from 0; of X, a row"),
  /** Entries side by side; of vectors: the rows of a matrix. */
  VECTOR(
      Form.CLOSED,
      "[]",
      "",
      1,
      Integer.MAX_VALUE,
      "numbers, or rows",
      "[[1, 2]] = [1, 2]'",
      "a vector, a matrix"),
  /** The bars of |x|. */
  BARS(Form.CLOSED, "|", "|", 1, 1, "a number", "|-3| = 3", "the absolute value"),

  EXP("exp", "\\exp", Of.SERIES, "exp(1) = e", "e to the power x"),
  LOG("log ln", "\\log", Of.SERIES, "log(e) = 1", "the natural logarithm"),
  LOG10("log10 lg", "\\log_{10}", Of.SERIES, "log10(1000) = 3", "the logarithm to base 10"),
  LOG2("log2 ld", "\\log_{2}", Of.SERIES, "log2(8) = 3", "the logarithm to base 2"),
  LOG1P("log1p", "", Of.SERIES, "log1p(0) = 0", "log(1 + x), exact for small x"),
  EXPM1("expm1", "", Of.SERIES, "expm1(0) = 0", "exp(x) - 1, exact for small x"),
  SQRT("sqrt", "\\sqrt", Of.SERIES, "sqrt(9) = 3", "the square root"),
  CBRT("cbrt", "\\sqrt[3]", Of.SERIES, "cbrt(-8) = -2", "the cube root, negative where x is"),
  SQUARE("square", "", Of.SERIES, "square(-3) = 9", "x^2"),
  SIN("sin", "\\sin", Of.SERIES, "sin(pi/2) = 1", "the sine"),
  COS("cos", "\\cos", Of.SERIES, "cos(pi) = -1", "the cosine"),
  TAN("tan", "\\tan", Of.SERIES, "tan(pi/4) = 1", "the tangent"),
  ASIN("asin arcsin", "\\arcsin", Of.SERIES, "asin(0.5) = pi/6", "the angle with this sine"),
  ACOS("acos arccos", "\\arccos", Of.SERIES, "acos(0.5) = pi/3", "the angle with this cosine"),
  ATAN("atan arctan", "\\arctan", Of.SERIES, "atan(1) = pi/4", "the angle with this tangent"),
  SINH("sinh", "\\sinh", Of.SERIES, "sinh(log(2)) = 3/4", "(exp(x) - exp(-x))/2"),
  COSH("cosh", "\\cosh", Of.SERIES, "cosh(log(2)) = 5/4", "(exp(x) + exp(-x))/2"),
  ASINH("asinh arsinh", "", Of.SERIES, "asinh(3/4) = log(2)", "the inverse of sinh"),
  ACOSH("acosh arcosh", "", Of.SERIES, "acosh(5/4) = log(2)", "the inverse of cosh"),
  ATANH("atanh artanh", "", Of.SERIES, "atanh(3/5) = log(2)", "the inverse of tanh"),
  SIGN("sign sgn", "", Of.SERIES, "sign(-3) = -1", "-1, 0 or 1"),
  ABS("abs", "|", Of.SERIES, "abs([-3, 4]) = [3, 4]", "the absolute value"),
  TANH("tanh", "\\tanh", Of.EACH, "tanh(log(2)) = 3/5", "sinh(x)/cosh(x)"),
  SIGMOID("sigmoid logistic σ", "\\sigma", Of.EACH, "sigmoid(log(3)) = 3/4", "1/(1 + exp(-x))"),
  SOFTPLUS("softplus", "", Of.EACH, "softplus(0) = log(2)", "log(1 + exp(x))"),
  RELU("relu", "", Of.EACH, "relu([-2, 3]) = [0, 3]", "max(x, 0)"),
  GELU("gelu", "", Of.EACH, "gelu(1) = (1 + erf(1/sqrt(2)))/2", "x (1 + erf(x/sqrt(2)))/2"),
  SILU("silu swish", "", Of.EACH, "silu(log(3)) = 3*log(3)/4", "x sigmoid(x)"),
  ERF("erf", "", Of.EACH, "erf(0) = 0", "the error function"),
  ATAN2(Form.CLOSED, "atan2", "", 2, 2, Of.EACH, "atan2(1, -1) = 3*pi/4", "the angle of (v, u)"),
  MIN(Form.CLOSED, "min", "\\min", 1, 2, Of.EACH, "min(3, 2) = 2", "the smaller; of x, the least"),
  MAX(Form.CLOSED, "max", "\\max", 1, 2, Of.EACH, "max([1, 5, 2]) = 5", "the larger; the largest"),
  CLAMP(Form.CLOSED, "clamp clip", "", 3, 3, Of.EACH, "clamp(5, 0, 1) = 1", "u, from v to w"),
  /** {@code where(condition, a, b)}. */
  WHERE(
      Form.CLOSED, "where if", "", 3, 3, Of.EACH, "where(2 > 1, 5, 6) = 5", "v if u holds, else w"),

  SUM("sum", "", Of.ALL, "sum([1, 2, 3]) = 6", "the sum of all entries"),
  PROD("prod", "", Of.ALL, "prod([2, 3, 4]) = 24", "the product of all entries"),
  MEAN("mean", "", Of.ALL, "mean([1, 2, 6]) = 3", "the mean of all entries"),
  NORM("norm norm2", "\\|", Of.ALL, "norm([3, 4]) = 5", "the root of the sum of squares"),
  LOGSUMEXP("logsumexp", "", Of.ALL, "logsumexp([0, 0]) = log(2)", "log(sum(exp(x)))"),
  SOFTMAX("softmax", "", Of.ROWS, "softmax([0, log(3)]) = [1/4, 3/4]", "exp(x)/sum(exp(x))"),
  DOT(Form.CLOSED, "dot", "", 2, 2, Of.EQUAL, "dot([1, 2], [3, 4]) = 11", "the inner product"),
  OUTER(Form.CLOSED, "outer", "", 2, 2, Of.VECTORS, "trace(outer([1, 2], [3, 4])) = 11", "u v'"),

  DIAG(
      "diag", "", Of.MATRIX, "diag([[1, 2], [3, 4]]) = [1, 4]", "diagonal of X; X with diagonal x"),
  INV("inv inverse", "", Of.SQUARE, "inv([[2, 0], [0, 4]]) = [[1/2, 0], [0, 1/4]]", "the inverse"),
  DET("det", "\\det", Of.SQUARE, "det([[1, 2], [3, 4]]) = -2", "the determinant"),
  LOGDET("logdet", "\\log\\det", Of.SQUARE, "logdet([[1, 2], [3, 4]]) = log(2)", "log(|det(X)|)"),
  TRACE("trace tr", "\\operatorname{tr}", Of.SQUARE, "tr([[1, 2], [3, 4]]) = 5", "the trace"),
  /** {@code solve(A, b)}: the x with A x = b. */
  SOLVE(
      Form.CLOSED,
      "solve",
      "",
      2,
      2,
      Of.SYSTEM,
      "solve([[2, 0], [0, 4]], [2, 4]) = [1, 1]",
      "inv(u) v"),
  EYE("eye identity", "I", "a whole number", "eye(2) = [[1, 0], [0, 1]]", "the identity matrix");

  /** What an operation takes, in words. */
  private static final class Of {
    static final String EACH = "each entry";
    static final String SERIES =
        "a number, each entry of a vector; of a matrix with a dot, exp.(X)";
    static final String SUM = "equal shapes, or a number and a vector";
    static final String FACTOR = "a number and anything; entry by entry with a dot, x .* y, x ./ y";
    static final String POWER =
        "numbers, or a square matrix and a whole number; else with a dot, x .^ 2";
    static final String MATRIX = "vectors and matrices";
    static final String ALL = "all entries together";
    static final String ROWS = "a vector; each row of a matrix";
    static final String EQUAL = "equal shapes";
    static final String VECTORS = "two vectors";
    static final String SQUARE = "a square matrix";
    static final String SYSTEM = "a square matrix; a vector or matrix";
  }

  private static final Set<Operation> COMMUTATIVE =
      Collections.unmodifiableSet(EnumSet.of(ADD, MUL, MIN, MAX, DOT));
  private static final Set<Operation> CONDITIONS =
      Collections.unmodifiableSet(EnumSet.range(OR, UNEQUAL));

  /** Those with a dot for each entry: {@code A .* B}, {@code exp.(A)}. */
  private static final Set<Operation> DOTTED =
      Collections.unmodifiableSet(
          EnumSet.of(
              ADD, SUB, MUL, DIV, POW, EXP, LOG, LOG10, LOG2, LOG1P, EXPM1, SQRT, CBRT, SQUARE, SIN,
              COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, ASINH, ACOSH, ATANH, SIGN, ABS, TANH,
              SIGMOID, SOFTPLUS, RELU, GELU, SILU, ERF));

  /** Letters that are often variables: functions only where a parenthesis follows. */
  private static final Set<String> LETTERS = Set.of("σ");

  private static final Map<String, Operation> FUNCTIONS = new LinkedHashMap<>();
  private static final Map<String, Operation> INFIX = new LinkedHashMap<>();

  static {
    for (Operation operation : values()) {
      switch (operation.form) {
        case OR, AND, COMPARISON, SUM, PRODUCT, POWER -> INFIX.put(operation.symbol(), operation);
        case NOT, SIGN, POSTFIX, CLOSED -> {}
      }
      operation.all().stream()
          .filter(name -> Character.isLetter(name.charAt(0)) && operation.form != Form.NOT)
          .filter(name -> operation.form != Form.OR && operation.form != Form.AND)
          .forEach(name -> FUNCTIONS.put(name, operation));
    }
    INFIX.remove(JUXTAPOSITION.symbol());
  }

  private final Form form;
  private final String names; // with spaces between
  private final String latex;
  private final int fewest;
  private final int most;
  private final String of;
  private final String example;
  private final String meaning;

  Operation(
      Form form,
      String names,
      String latex,
      int fewest,
      int most,
      String of,
      String example,
      String meaning) {
    this.form = form;
    this.names = names;
    this.latex = latex.isEmpty() ? "\\operatorname{" + symbol() + "}" : latex;
    this.fewest = fewest;
    this.most = most;
    this.of = of;
    this.example = example;
    this.meaning = meaning;
  }

  /** An operator. */
  Operation(Form form, String names, String latex, String of, String example, String meaning) {
    this(form, names, latex, form.operands(), form.operands(), of, example, meaning);
  }

  /** A function of one argument. */
  Operation(String names, String latex, String of, String example, String meaning) {
    this(Form.CLOSED, names, latex, 1, 1, of, example, meaning);
  }

  /** How it is written: {@code +} or {@code sin}. */
  public String symbol() {
    return all().get(0);
  }

  private List<String> all() {
    return names.equals(" ") ? List.of(names) : List.of(names.split(" ", -1));
  }

  /** How else it is written. */
  public List<String> aliases() {
    return all().subList(1, all().size());
  }

  /** What it means, of x, or of u, v and w. */
  public String meaning() {
    return meaning;
  }

  /** What it takes, in words. */
  public String shapes() {
    return of;
  }

  /** A formula, an equals sign and a formula of the same value. */
  public String example() {
    return example;
  }

  /** How a call looks: {@code u + v}, {@code exp(x)}. */
  public String usage() {
    String symbol = symbol();
    return switch (form) {
      case NOT -> symbol + " u";
      case SIGN -> symbol + "x";
      case POWER -> "u^v";
      case POSTFIX -> this == ENTRY ? "x[i], X[i, j]" : "x" + symbol;
      case CLOSED ->
          this == VECTOR
              ? "[u, v]"
              : this == BARS
                  ? "|x|"
                  : symbol + (most == 1 ? "(x)" : most == 2 ? "(u, v)" : "(u, v, w)");
      default -> this == JUXTAPOSITION ? "u v" : "u " + symbol + " v";
    };
  }

  /** Whether the order of its arguments is of no account. */
  public boolean isCommutative() {
    return COMMUTATIVE.contains(this);
  }

  /** Whether it says that something holds or does not. */
  public boolean isCondition() {
    return CONDITIONS.contains(this);
  }

  /** Whether a dot makes it work entry by entry. */
  public boolean hasDot() {
    return DOTTED.contains(this);
  }

  /** Whether books have a meaning of their own for it where the argument is a matrix. */
  boolean isSeries() {
    return of.equals(Of.SERIES);
  }

  /** Where its symbol stands. */
  Form form() {
    return form;
  }

  String latex() {
    return latex;
  }

  boolean takes(int arguments) {
    return fewest <= arguments && arguments <= most;
  }

  /** {@code two arguments} or {@code one or two arguments}. */
  String arity() {
    List<String> words = Arrays.asList("no", "one", "two", "three");
    return fewest == most
        ? words.get(fewest) + (fewest == 1 ? " argument" : " arguments")
        : words.get(fewest) + " or " + words.get(most) + " arguments";
  }

  static Optional<Operation> function(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name));
  }

  /** Whether no variable can have this name. */
  static boolean isReserved(String name) {
    return FUNCTIONS.containsKey(name) && !LETTERS.contains(name);
  }

  static Optional<Operation> infix(String symbol) {
    return Optional.ofNullable(INFIX.get(symbol));
  }

  /** The names of all functions, aliases included. */
  public static Set<String> functions() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(FUNCTIONS.keySet()));
  }
}
