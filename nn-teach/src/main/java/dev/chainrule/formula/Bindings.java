package dev.chainrule.formula;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Token.Kind;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values for variables.
 *
 * <pre>{@code
 * Bindings at = Bindings.parse("x=pi/2, y=[1, 2, 3]", "A=[[1, 2], [3, 4]]");
 * Formula f = Formula.parse("sin(x)*y", at.names());
 * at.require(f);
 * at.unused(f);   // [A]
 * }</pre>
 *
 * @param values by name, in the order given
 */
public record Bindings(Map<String, Value> values) {
  /**
   * Numbers in rows.
   *
   * @param shape {@code []} for a number, {@code [3]} for a vector, {@code [2, 2]} for a matrix
   */
  public record Value(Shape shape, List<Double> numbers) {
    /** Copies the list. */
    public Value {
      numbers = List.copyOf(numbers);
    }

    /** The numbers, row by row, as a new array. */
    public double[] toArray() {
      return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** Copies the map. */
  public Bindings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads {@code name=value} pairs, several a text if need be, with commas, semicolons or spaces
   * between them. Numbers may be expressions of numbers: {@code x=-pi/2}.
   *
   * @throws FormulaException if one is not such a pair, or a name comes twice
   */
  public static Bindings parse(String... texts) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String text : texts) {
      parse(text, values);
    }
    return new Bindings(values);
  }

  private static void parse(String text, Map<String, Value> values) {
    List<Token> tokens = Lexer.tokens(text);
    int at = 0;
    while (!tokens.get(at).is(Kind.END)) {
      Token name = tokens.get(at);
      Place place = new Place(text, name.start());
      if (!isPair(tokens, at)) {
        throw place.error("values are given as x=1 or x=1, y=[2, 3]");
      }
      if (Operation.isReserved(name.symbol()) || Calls.isKnown(name.symbol())) {
        throw place.error(name.symbol() + " is a function: a variable needs another name");
      }
      int end = at + 2;
      while (!tokens.get(end).is(Kind.END) && !isPair(tokens, end)) {
        end++;
      }
      int last = isComma(tokens.get(end - 1)) ? end - 1 : end;
      List<Token> expression = new ArrayList<>(tokens.subList(at + 2, last));
      if (expression.isEmpty()) {
        throw place.error("a value is missing: " + name.symbol() + "=…");
      }
      int stop = tokens.get(last).start();
      expression.add(new Token(Kind.END, "", stop, stop));
      Value value = value(new Parser(new Cursor(text, expression), Set.of()).formula());
      if (values.putIfAbsent(name.symbol(), value) != null) {
        throw place.error(name.symbol() + " has a value already");
      }
      at = end;
    }
  }

  private static boolean isPair(List<Token> tokens, int at) {
    return tokens.get(at).is(Kind.NAME) && tokens.get(at + 1).is("=");
  }

  private static boolean isComma(Token token) {
    return token.is(",") || token.is(";");
  }

  private static Value value(Formula formula) {
    List<Formula> rows = entries(formula);
    List<Formula> numbers = rows.stream().flatMap(row -> entries(row).stream()).toList();
    int width = numbers.size() / rows.size();
    Shape shape =
        !isBracket(formula)
            ? Shape.of()
            : isBracket(rows.get(0)) ? Shape.of(rows.size(), width) : Shape.of(rows.size());
    return new Value(shape, numbers.stream().map(NumericValue::value).toList());
  }

  private static boolean isBracket(Formula formula) {
    return formula instanceof Apply apply && apply.operation() == Operation.VECTOR;
  }

  private static List<Formula> entries(Formula formula) {
    return isBracket(formula) ? formula.arguments() : List.of(formula);
  }

  /** The names that have values. */
  public Set<String> names() {
    return values.keySet();
  }

  /**
   * Checks that all of the formula's variables have values.
   *
   * @throws FormulaException if one has none; it points at the first and names them all
   */
  public void require(Formula formula) {
    List<Formula.Variable> missing =
        formula.variables().values().stream().filter(v -> !values.containsKey(v.name())).toList();
    if (!missing.isEmpty()) {
      String names = missing.stream().map(v -> v.name()).collect(Collectors.joining(", "));
      String advice = missing.stream().map(v -> v.name() + "=…").collect(Collectors.joining(" "));
      throw missing
          .get(0)
          .place()
          .error(
              String.format(
                  Locale.ROOT,
                  "%s %s no value: add --at %s%s",
                  names,
                  missing.size() == 1 ? "has" : "have",
                  missing.size() == 1 ? advice : "\"" + advice + "\"",
                  otherwise(missing.get(0).name()).map(other -> ", or, " + other).orElse("")));
    }
  }

  /** What else the name may be: a product, an entry of a vector. */
  private Optional<String> otherwise(String name) {
    Optional<String> product =
        Words.factors(name, names())
            .filter(factors -> factors.size() > 1)
            .flatMap(this::product)
            .map(text -> "for a product, write " + text);
    return product.or(() -> entry(name));
  }

  /** x*y of numbers, A @ x of matrices; nothing where a book has no such product. */
  private Optional<String> product(List<String> factors) {
    Map<String, Var> vars = new LinkedHashMap<>();
    values.forEach((name, value) -> vars.put(name, Var.of(value.shape(), value.toArray())));
    try {
      Formula formula = Formula.parse(String.join(" ", factors), names());
      return Optional.of(Resolution.of(formula, vars).formula().toString());
    } catch (FormulaException e) {
      return Optional.empty();
    }
  }

  /** x1 and x₁ where x is a vector; which entry that is, they do not say. */
  private Optional<String> entry(String name) {
    String base = name.replaceFirst("_?[0-9₀-₉]+$", "");
    Value value = values.get(base);
    return value == null || base.equals(name) || value.shape().rank() != 1
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "for an entry, write %s[0] to %s[%d]",
                base,
                base,
                value.shape().dim(0) - 1));
  }

  /** The names that the formula does not use. */
  public Set<String> unused(Formula formula) {
    Set<String> unused = new LinkedHashSet<>(names());
    unused.removeAll(formula.variables().keySet());
    return unused;
  }
}
