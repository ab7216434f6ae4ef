package dev.chainrule.formula;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a formula says, as a tree. Formulas are equal if they say the same in the same way, wherever
 * they stand.
 *
 * <pre>{@code
 * Formula f = Formula.parse("sqrt(x^2 + exp(x^2)) + 2y");
 * f.variables().keySet();   // [x, y]
 * f.toString();             // sqrt(x^2 + exp(x^2)) + 2*y
 * f.toLatex();              // \sqrt{x^{2} + \exp\left(x^{2}\right)} + 2 y
 * }</pre>
 */
public sealed interface Formula {
  /** A number as it was written; never negative, for −2 is {@code NEG} of 2. */
  record Literal(double value, Place place) implements Formula {
    /** Checks it. */
    public Literal {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a literal must be finite and from 0 on, got " + value);
      }
    }

    @Override
    public String toString() {
      return Text.of(this);
    }
  }

  /** A number with a name: {@code pi} or {@code e}. */
  record Constant(String name, Place place) implements Formula {
    private static final Map<String, Double> VALUES = Map.of("pi", Math.PI, "e", Math.E);

    /** Checks the name. */
    public Constant {
      if (!isKnown(name)) {
        throw new IllegalArgumentException("the constants are pi and e, got " + name);
      }
    }

    static boolean isKnown(String name) {
      return VALUES.containsKey(name);
    }

    /** Its value. */
    public double value() {
      return VALUES.getOrDefault(name, Double.NaN);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A variable, of any shape. */
  record Variable(String name, Place place) implements Formula {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * An operation on arguments.
   *
   * @param dotted whether a dot says that it is done entry by entry: {@code A .* B}, {@code
   *     exp.(A)}
   */
  record Apply(Operation operation, boolean dotted, List<Formula> arguments, Place place)
      implements Formula {
    /** Checks how many arguments there are, and whether there may be a dot. */
    public Apply {
      arguments = List.copyOf(arguments);
      if (dotted && !operation.hasDot()) {
        throw new IllegalArgumentException(operation + " has no dot");
      }
      if (!operation.takes(arguments.size())) {
        throw new IllegalArgumentException(
            operation + " takes " + operation.arity() + ", got " + arguments.size());
      }
    }

    /** Without a dot. */
    public Apply(Operation operation, List<Formula> arguments, Place place) {
      this(operation, false, arguments, place);
    }

    /** With other arguments. */
    public Apply with(List<Formula> others) {
      return new Apply(operation, dotted, others, place);
    }

    /** Entry by entry. */
    public Apply withDot() {
      return new Apply(operation, true, arguments, place);
    }

    /** How its operation is written: {@code *}, {@code .*}, {@code exp.}. */
    public String symbol() {
      String symbol = operation.symbol();
      return !dotted ? symbol : operation.form() == Form.CLOSED ? symbol + "." : "." + symbol;
    }

    @Override
    public String toString() {
      return Text.of(this);
    }
  }

  /** Where it stands: at its operator, or at its first character. */
  Place place();

  /** What the text says, {@code pi} and {@code e} being constants. */
  static Formula parse(String text) {
    return parse(text, Set.of());
  }

  /**
   * What the text says.
   *
   * <p>A left side is read and left out: {@code f(x, y) = x y} names the variables, {@code z = x y}
   * the value.
   *
   * @param bound names that are variables even where they mean something else, such as {@code e}; a
   *     word that is none of them and yet made of them is their product, as in {@code 2xy}
   * @throws FormulaException if it is no formula
   */
  static Formula parse(String text, Set<String> bound) {
    return Parser.formula(text, Lexer.tokens(text), bound);
  }

  /** What it operates on; a leaf operates on nothing. */
  default List<Formula> arguments() {
    return List.of();
  }

  /** The variables by name, each where it is first written, in that order. */
  default Map<String, Variable> variables() {
    Map<String, Variable> found = new LinkedHashMap<>();
    collect(this, found);
    return found;
  }

  private static void collect(Formula formula, Map<String, Variable> found) {
    if (formula instanceof Variable variable) {
      found.putIfAbsent(variable.name(), variable);
    }
    formula.arguments().forEach(argument -> collect(argument, found));
  }

  /** The formula in LaTeX, for mathematical mode. */
  default String toLatex() {
    return Latex.of(this);
  }
}
