package dev.chainrule.formula;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that can be done to numbers, vectors and matrices: how it is written as text and as LaTeX,
 * and how many arguments it has.
 */
public enum Operation {
  /** Elementwise, as are all but those of matrices; one of the two may be a number. */
  ADD(Form.SUM, "+", "+"),
  SUB(Form.SUM, "-", "-"),
  MUL(Form.PRODUCT, "*", "\\cdot"),
  DIV(Form.PRODUCT, "/", "\\frac"),
  NEG(Form.SIGN, "-", "-"),
  POW(Form.POWER, "^", "^"),

  /** Entries side by side; of vectors: the rows of a matrix. */
  VECTOR(Form.CLOSED, "[]", "", 1, Integer.MAX_VALUE),
  /** One entry; the arguments after the first are literals that count from 1. */
  ENTRY(Form.POSTFIX, "[]", "", 2, 3),

  EXP("exp", "\\exp"),
  LOG("log", "\\log", "ln"),
  LOG1P("log1p", ""),
  EXPM1("expm1", ""),
  SQRT("sqrt", "\\sqrt"),
  SQUARE("square", ""),
  SIN("sin", "\\sin"),
  COS("cos", "\\cos"),
  TAN("tan", "\\tan"),
  ASIN("asin", "\\arcsin", "arcsin"),
  ACOS("acos", "\\arccos", "arccos"),
  ATAN("atan", "\\arctan", "arctan"),
  SINH("sinh", "\\sinh"),
  COSH("cosh", "\\cosh"),
  TANH("tanh", "\\tanh"),
  SIGMOID("sigmoid", "\\sigma"),
  SOFTPLUS("softplus", ""),
  RELU("relu", ""),
  GELU("gelu", ""),
  SILU("silu", ""),
  ERF("erf", ""),
  ABS("abs", "|"),
  SIGN("sign", ""),
  /** Of two arguments, or of all entries of one. */
  MIN(Form.CLOSED, "min", "\\min", 1, 2),
  MAX(Form.CLOSED, "max", "\\max", 1, 2),
  /** {@code clamp(x, low, high)}. */
  CLAMP(Form.CLOSED, "clamp", "", 3, 3),

  SUM("sum", ""),
  MEAN("mean", ""),
  NORM("norm", "\\|"),
  SOFTMAX("softmax", ""),
  LOGSUMEXP("logsumexp", ""),
  DOT(Form.CLOSED, "dot", "", 2, 2),
  OUTER(Form.CLOSED, "outer", "", 2, 2),

  MATMUL(Form.PRODUCT, "@", "\\,"),
  TRANSPOSE(Form.POSTFIX, "'", "", 1, 1, "transpose"),
  INV("inv", ""),
  DET("det", "\\det"),
  LOGDET("logdet", "\\log\\det"),
  TRACE("trace", "\\operatorname{tr}"),
  DIAG("diag", ""),
  /** {@code solve(A, b)}: the x with A x = b. */
  SOLVE(Form.CLOSED, "solve", "", 2, 2);

  private static final Set<Operation> COMMUTATIVE =
      Collections.unmodifiableSet(EnumSet.of(ADD, MUL, MIN, MAX, DOT));
  private static final Map<String, Operation> FUNCTIONS = new LinkedHashMap<>();
  private static final Map<String, Operation> INFIX = new LinkedHashMap<>();

  static {
    for (Operation operation : values()) {
      switch (operation.form) {
        case SUM, PRODUCT, POWER -> INFIX.put(operation.symbol, operation);
        case CLOSED -> FUNCTIONS.put(operation.symbol, operation);
        case SIGN, POSTFIX -> {}
      }
      FUNCTIONS.put(operation.alias, operation);
    }
    FUNCTIONS.keySet().removeAll(Set.of("", VECTOR.symbol));
  }

  private final Form form;
  private final String symbol;
  private final String latex;
  private final int fewest;
  private final int most;
  private final String alias; // or empty

  Operation(Form form, String symbol, String latex, int fewest, int most, String alias) {
    this.form = form;
    this.symbol = symbol;
    this.latex = latex.isEmpty() ? "\\operatorname{" + symbol + "}" : latex;
    this.fewest = fewest;
    this.most = most;
    this.alias = alias;
  }

  /** An operator. */
  Operation(Form form, String symbol, String latex) {
    this(form, symbol, latex, form == Form.SIGN ? 1 : 2, form == Form.SIGN ? 1 : 2, "");
  }

  /** A function of one argument. */
  Operation(String symbol, String latex, String alias) {
    this(Form.CLOSED, symbol, latex, 1, 1, alias);
  }

  Operation(String symbol, String latex) {
    this(symbol, latex, "");
  }

  Operation(Form form, String symbol, String latex, int fewest, int most) {
    this(form, symbol, latex, fewest, most, "");
  }

  /** How it is written: {@code +} or {@code sin}. */
  public String symbol() {
    return symbol;
  }

  /** Whether the order of its arguments is of no account. */
  public boolean isCommutative() {
    return COMMUTATIVE.contains(this);
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

  static Optional<Operation> infix(String symbol) {
    return Optional.ofNullable(INFIX.get(symbol));
  }

  /** The names of all functions, aliases included. */
  public static Set<String> functions() {
    return Collections.unmodifiableSet(FUNCTIONS.keySet());
  }
}
