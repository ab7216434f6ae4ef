package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Literal;
import dev.chainrule.formula.Formula.Variable;
import dev.chainrule.formula.Token.Kind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads tokens by how tightly operators bind (Pratt, "Top down operator precedence", 1973): an
 * operand takes the operators behind it for as long as they bind tighter than what is on its left.
 *
 * <pre>
 * a + b   a - b                from the left
 * a * b   a / b   a @ b   2a   from the left
 * -a                           so -x^2 is -(x^2)
 * a ^ b                        from the right
 * a'   a^T   a²   a[1]
 * </pre>
 */
final class Parser {
  /** Deeper formulas could exhaust the stack of those who walk them. */
  static final int DEEPEST = 500;

  private final Cursor cursor;
  private final Set<String> bound;
  private final IdentityHashMap<Formula, Integer> heights = new IdentityHashMap<>();
  private int depth;

  Parser(Cursor cursor, Set<String> bound) {
    this.cursor = cursor;
    this.bound = bound;
  }

  /** All tokens as one formula. */
  Formula formula() {
    if (cursor.peek().is(Kind.END)) {
      throw cursor.error(cursor.peek(), "the formula is empty");
    }
    Formula formula = expression(Form.SUM);
    if (!cursor.peek().is(Kind.END)) {
      throw cursor.surplus();
    }
    return formula;
  }

  /** An operand and all operators behind it that bind no looser than this. */
  private Formula expression(Form loosest) {
    if (++depth > DEEPEST) {
      throw tooDeep(cursor.peek());
    }
    Formula left = operand();
    while (true) {
      Token token = cursor.peek();
      Optional<Operation> infix =
          token.is(Kind.SYMBOL) ? Operation.infix(token.symbol()) : Optional.empty();
      if (isPostfix(token) && Form.POSTFIX.bindsAtLeast(loosest)) {
        left = postfix(left, cursor.next());
      } else if (infix.isPresent() && infix.get().form().bindsAtLeast(loosest)) {
        cursor.next();
        Form form = infix.get().form();
        Formula right = expression(form == Form.POWER ? form : form.tighter());
        left = apply(infix.get(), token, left, right);
      } else if (Form.PRODUCT.bindsAtLeast(loosest) && cursor.atCoefficient()) {
        left = apply(Operation.MUL, token, left, expression(Form.PRODUCT.tighter()));
      } else {
        depth--;
        return left;
      }
    }
  }

  // ---- what stands between operators

  private Formula operand() {
    if (!cursor.atOperand()) {
      throw cursor.missing();
    }
    Token token = cursor.next();
    return switch (token.kind()) {
      case NUMBER -> number(token, token.symbol());
      case NAME -> cursor.peek().is("(") ? call(token) : name(token);
      default ->
          switch (token.symbol()) {
            case "-" -> apply(Operation.NEG, token, expression(Form.SIGN));
            case "+" -> expression(Form.SIGN);
            case "[" -> bracket(token);
            case "|" -> bars(token);
            case "‖" -> apply(Operation.NORM, token, closed(token, "‖"));
            case "√" -> root(token);
            default -> closed(token, ")");
          };
    };
  }

  private Formula number(Token token, String digits) {
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw cursor.error(token, "this number is too large: the largest is about 1.8e308");
    }
    return new Literal(value, cursor.place(token));
  }

  private Formula name(Token token) {
    String name = token.symbol();
    if (bound.contains(name)) {
      return new Variable(name, cursor.place(token));
    }
    if (Operation.function(name).isPresent()) {
      throw cursor.error(token, name + " needs its argument in parentheses: " + name + "(…)");
    }
    return Constant.isKnown(name)
        ? new Constant(name, cursor.place(token))
        : new Variable(name, cursor.place(token));
  }

  private Formula call(Token token) {
    String name = token.symbol();
    Operation operation =
        Operation.function(name)
            .orElseThrow(() -> cursor.error(token, Suggestions.unknownFunction(name)));
    Token opening = cursor.next();
    List<Formula> arguments = cursor.peek().is(")") ? List.of() : list();
    cursor.close(opening, ")");
    if (!operation.takes(arguments.size())) {
      String given = arguments.isEmpty() ? "none" : "" + arguments.size();
      throw cursor.error(token, name + " takes " + operation.arity() + ", got " + given);
    }
    return apply(operation, token, arguments);
  }

  private Formula bracket(Token opening) {
    if (cursor.peek().is("]")) {
      throw cursor.error(opening, "this bracket is empty: a vector is written [1, 2, 3]");
    }
    List<Formula> entries = list();
    cursor.close(opening, "]");
    int width = width(entries.get(0));
    for (Formula entry : entries) {
      int here = width(entry);
      if (here != width) {
        throw entry
            .place()
            .error(
                here == 0 || width == 0
                    ? "rows and numbers do not mix: a matrix is written [[1, 2], [3, 4]]"
                    : String.format(
                        Locale.ROOT,
                        "this row has length %d, the first has length %d",
                        here,
                        width));
      }
      if (here > 0 && width(entry.arguments().get(0)) > 0) {
        throw entry.place().error("brackets are vectors, [1, 2], or matrices, [[1, 2], [3, 4]]");
      }
    }
    return apply(Operation.VECTOR, opening, entries);
  }

  /** How many entries a bracket has; 0 for what is none. */
  private static int width(Formula formula) {
    boolean bracket = formula instanceof Apply apply && apply.operation() == Operation.VECTOR;
    return bracket ? formula.arguments().size() : 0;
  }

  /** One or more, parted by commas. */
  private List<Formula> list() {
    List<Formula> list = new ArrayList<>();
    do {
      list.add(expression(Form.SUM));
    } while (cursor.skip(","));
    return list;
  }

  private Formula closed(Token opening, String closing) {
    Formula inner = expression(Form.SUM);
    cursor.close(opening, closing);
    return inner;
  }

  /** |x| is an absolute value; but ||x||, where one bar would do, is a norm. */
  private Formula bars(Token opening) {
    Token first = cursor.peek();
    Formula inner = expression(Form.SUM);
    Token last = cursor.peek(-1);
    cursor.close(opening, "|");
    boolean twice =
        first.is("|")
            && first.start() == opening.end()
            && last.is("|")
            && last.end() == cursor.peek(-1).start()
            && inner instanceof Apply apply
            && apply.operation() == Operation.ABS;
    return twice
        ? apply(Operation.NORM, opening, inner.arguments())
        : apply(Operation.ABS, opening, inner);
  }

  private Formula root(Token token) {
    Formula inner = expression(Form.CLOSED);
    if (isPostfix(cursor.peek()) || cursor.peek().is("^") || cursor.atCoefficient()) {
      throw cursor.error(token, "how far does this root reach? Write √(…)");
    }
    return apply(Operation.SQRT, token, inner);
  }

  // ---- what stands behind an operand

  private boolean isPostfix(Token token) {
    return token.is("'") || token.is("[") || token.is(Kind.RAISED) || isTransposed(token);
  }

  /** Whether this is ^T; but T may be a variable, too. */
  private boolean isTransposed(Token token) {
    Token exponent = cursor.peek(1);
    return token.is("^")
        && exponent.is(Kind.NAME)
        && exponent.symbol().equals("T")
        && !bound.contains("T");
  }

  private Formula postfix(Formula left, Token token) {
    if (token.is("[")) {
      return entry(left, token);
    }
    if (token.is(Kind.RAISED)) {
      return apply(Operation.POW, token, left, raised(token));
    }
    if (token.is("^")) {
      cursor.next(); // the T
    }
    return apply(Operation.TRANSPOSE, token, left);
  }

  private Formula raised(Token token) {
    String digits = token.symbol();
    if (!digits.matches("-?[0-9]+")) {
      throw cursor.error(token, "something is missing in this exponent");
    }
    return digits.startsWith("-")
        ? apply(Operation.NEG, token, number(token, digits.substring(1)))
        : number(token, digits);
  }

  private Formula entry(Formula left, Token opening) {
    if (left instanceof Literal || left instanceof Constant) {
      throw cursor.error(opening, "a number has no entries; write * for a product");
    }
    List<Formula> arguments = new ArrayList<>(List.of(left));
    do {
      Token index = cursor.next();
      if (index.is(Kind.END)) {
        cursor.close(opening, "]"); // says that it is missing
      }
      if (!index.is(Kind.NUMBER) || !index.symbol().matches("[0-9]{1,9}")) {
        throw cursor.error(index, "an index is a whole number, such as x[1] or X[1, 2]");
      }
      if (index.symbol().matches("0+")) {
        throw cursor.error(index, "indices count from 1: the first entry is x[1]");
      }
      arguments.add(number(index, index.symbol()));
    } while (cursor.skip(","));
    cursor.close(opening, "]");
    if (!Operation.ENTRY.takes(arguments.size())) {
      throw cursor.error(opening, "an entry has one index, x[1], or two, X[1, 2]");
    }
    return apply(Operation.ENTRY, opening, arguments);
  }

  // ---- trees

  private Formula apply(Operation operation, Token token, Formula... arguments) {
    return apply(operation, token, List.of(arguments));
  }

  private Formula apply(Operation operation, Token token, List<Formula> arguments) {
    int height = 1 + arguments.stream().mapToInt(a -> heights.getOrDefault(a, 0)).max().orElse(0);
    if (height > DEEPEST) {
      throw tooDeep(token);
    }
    Formula formula = new Apply(operation, arguments, cursor.place(token));
    heights.put(formula, height);
    return formula;
  }

  private FormulaException tooDeep(Token token) {
    return cursor.error(token, "the formula is more than " + DEEPEST + " levels deep here");
  }
}
