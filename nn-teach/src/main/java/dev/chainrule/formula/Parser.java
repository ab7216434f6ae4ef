package dev.chainrule.formula;

import dev.chainrule.formula.Formula.Apply;
import dev.chainrule.formula.Formula.Constant;
import dev.chainrule.formula.Formula.Literal;
import dev.chainrule.formula.Formula.Variable;
import dev.chainrule.formula.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads tokens by how tightly operators bind (Pratt, "Top down operator precedence", 1973): an
 * operand takes the operators behind it for as long as they bind tighter than what is on its left.
 *
 * <pre>
 * a or b                               from the left
 * a and b                              from the left
 * not a
 * a &lt; b   a &lt;= b   a == b …           once
 * a + b   a - b   a .+ b               from the left
 * a * b   a / b   a @ b   a .* b   2a   a b   from the left
 * -a                                   so -x^2 is -(x^2)
 * a ^ b   a .^ b                       from the right
 * a'   a^T   a²   a[0]
 * </pre>
 */
final class Parser {
  private static final Optional<Token> NONE = Optional.empty();

  private final Cursor cursor;
  private final Set<String> bound;
  private final Trees trees = new Trees();
  private Set<String> bars = Set.of(); // that are open here
  private int depth;

  Parser(Cursor cursor, Set<String> bound) {
    this.cursor = cursor;
    this.bound = bound;
  }

  /** A text as a formula: its left side is left out, products written as one word are parted. */
  static Formula formula(String text, List<Token> tokens, Set<String> bound) {
    Head head = Head.of(text, tokens, bound);
    List<Token> parted = Words.parted(head.rest(), head.variables());
    Formula formula = new Parser(new Cursor(text, parted), head.variables()).formula();
    head.check(formula);
    return formula;
  }

  /** All tokens as one formula. */
  Formula formula() {
    if (cursor.peek().is(Kind.END)) {
      throw cursor.error(cursor.peek(), "the formula is empty");
    }
    Formula formula = expression(Form.OR);
    if (!cursor.peek().is(Kind.END)) {
      throw cursor.surplus();
    }
    return formula;
  }

  /** An operand and all operators behind it that bind no looser than this. */
  private Formula expression(Form loosest) {
    if (++depth > Trees.DEEPEST) {
      throw tooDeep(cursor.peek());
    }
    Formula left = operand();
    Optional<Token> quotient = Optional.empty(); // that left ends with
    while (true) {
      Token token = cursor.peek();
      boolean dotted = token.symbol().length() > 1 && token.symbol().startsWith(".");
      Optional<Operation> infix =
          token.is(Kind.SYMBOL)
              ? Operation.infix(token.symbol().substring(dotted ? 1 : 0))
              : Optional.empty();
      Form form = infix.map(Operation::form).orElse(Form.PRODUCT);
      if (isPostfix(token) && Form.POSTFIX.bindsAtLeast(loosest)) {
        left = postfix(left, cursor.next());
      } else if (infix.isPresent() && form.bindsAtLeast(loosest)) {
        cursor.next();
        Formula right = expression(form == Form.POWER ? form : form.tighter());
        left = apply(infix.get(), dotted, token, List.of(left, right));
        quotient = token.is("/") || (dotted && form == Form.PRODUCT) ? Optional.of(token) : NONE;
        checkChain(form);
      } else if (form.bindsAtLeast(loosest) && infix.isEmpty() && cursor.atFactor(bars)) {
        left = product(left, token, quotient);
      } else {
        depth--;
        return left;
      }
    }
  }

  /** 2x, which is 2*x, or x y. */
  private Formula product(Formula left, Token token, Optional<Token> quotient) {
    boolean coefficient = cursor.isCoefficient();
    if (!coefficient && quotient.isPresent()) {
      throw cursor.twofold(quotient.get());
    }
    Operation operation = coefficient ? Operation.MUL : Operation.JUXTAPOSITION;
    return apply(operation, token, left, expression(Form.PRODUCT.tighter()));
  }

  private void checkChain(Form form) {
    Token token = cursor.peek();
    boolean again =
        token.is(Kind.SYMBOL)
            && Operation.infix(token.symbol()).filter(o -> o.form() == Form.COMPARISON).isPresent();
    if (form == Form.COMPARISON && again) {
      throw cursor.error(token, "comparisons are joined by and: 0 < x and x < 1");
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
      case NAME -> isCall(token) ? call(token) : name(token);
      default ->
          switch (token.symbol()) {
            case "-" -> apply(Operation.NEG, token, expression(Form.SIGN));
            case "+" -> expression(Form.SIGN);
            case "not" -> apply(Operation.NOT, token, expression(Form.NOT));
            case "[" -> bracket(token);
            case "|" -> bars(token);
            case "‖" -> apply(Operation.NORM, token, closed(token, "‖"));
            case "√" -> root(token, Operation.SQRT);
            case "∛" -> root(token, Operation.CBRT);
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
    if (Operation.isReserved(name) || Calls.isKnown(name)) {
      throw cursor.error(
          token,
          cursor.peek().is("^") || cursor.peek().is(Kind.RAISED)
              ? "a power of " + name + " is written behind its argument: " + name + "(x)^2"
              : name + " needs its argument in parentheses: " + name + "(…)");
    }
    return Constant.isKnown(name)
        ? new Constant(name, cursor.place(token))
        : new Variable(name, cursor.place(token));
  }

  /** Whether a function is called here; a variable before a parenthesis is a factor. */
  private boolean isCall(Token token) {
    boolean dot = cursor.peek().is(".");
    return (dot || cursor.peek().is("(")) && !bound.contains(token.symbol());
  }

  private Formula call(Token token) {
    String name = token.symbol();
    boolean dotted = cursor.skip(".");
    if (Operation.function(name).isEmpty() && !Calls.isKnown(name)) {
      throw cursor.error(token, Suggestions.unknownFunction(name));
    }
    Token opening = cursor.next();
    List<Formula> arguments = cursor.peek().is(")") ? List.of() : within(Set.of(), this::list);
    cursor.close(opening, ")");
    Optional<Operation> operation = Operation.function(name);
    if (operation.isEmpty()) {
      return Calls.of(name, dotted, arguments, this, token);
    }
    if (!operation.get().takes(arguments.size())) {
      String given = arguments.isEmpty() ? "none" : "" + arguments.size();
      throw cursor.error(token, name + " takes " + operation.get().arity() + ", got " + given);
    }
    return apply(operation.get(), dotted, token, arguments);
  }

  /** With these bars open; as long as the given part is read. */
  private <T> T within(Set<String> open, Supplier<T> part) {
    Set<String> before = bars;
    bars = open;
    T read = part.get();
    bars = before;
    return read;
  }

  private Formula bracket(Token opening) {
    if (cursor.peek().is("]")) {
      throw cursor.error(opening, "this bracket is empty: a vector is written [1, 2, 3]");
    }
    List<Formula> entries = within(Set.of(), this::list);
    cursor.close(opening, "]");
    Brackets.check(entries);
    return apply(Operation.VECTOR, false, opening, entries);
  }

  /** One or more, parted by commas. */
  private List<Formula> list() {
    List<Formula> list = new ArrayList<>();
    do {
      list.add(expression(Form.OR));
    } while (cursor.skip(","));
    return list;
  }

  private Formula closed(Token opening, String closing) {
    Set<String> open = closing.equals(")") ? Set.of() : with(closing);
    Formula inner = within(open, () -> expression(Form.OR));
    cursor.close(opening, closing);
    return inner;
  }

  /** |x| is an absolute value; but ||x||, where one bar would do, is a norm. */
  private Formula bars(Token opening) {
    Token first = cursor.peek();
    Formula inner = within(with("|"), () -> expression(Form.OR));
    Token last = cursor.peek(-1);
    cursor.close(opening, "|");
    boolean twice =
        first.is("|")
            && first.start() == opening.end()
            && last.is("|")
            && last.end() == cursor.peek(-1).start()
            && inner instanceof Apply apply
            && apply.operation() == Operation.BARS;
    return twice
        ? apply(Operation.NORM, false, opening, inner.arguments())
        : apply(Operation.BARS, opening, inner);
  }

  private Set<String> with(String bar) {
    Set<String> open = new HashSet<>(bars);
    open.add(bar);
    return open;
  }

  private Formula root(Token token, Operation operation) {
    boolean closed = cursor.peek().is("(");
    Formula inner = expression(Form.CLOSED);
    Token next = cursor.peek();
    boolean goesOn = isPostfix(next) || next.is("^") || next.is(".^");
    if (goesOn || (!closed && cursor.atFactor(bars))) {
      throw cursor.error(token, "how far does this root reach? Write " + token.symbol() + "(…)");
    }
    return apply(operation, token, inner);
  }

  // ---- what stands behind an operand

  private boolean isPostfix(Token token) {
    return token.is("'") || token.is("[") || token.is(Kind.RAISED) || isTransposed(token);
  }

  /** Whether this is ^T; but T may be a variable, too. */
  private boolean isTransposed(Token token) {
    Token exponent = cursor.peek(1);
    boolean letter =
        exponent.is(Kind.NAME) && exponent.symbol().equals("T") && !bound.contains("T");
    return token.is("^") && (letter || exponent.is("⊤"));
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
    if (opening.start() > cursor.peek(-2).end()) {
      throw cursor.error(
          opening, "an entry is written x[0], without a space, a product with a sign: A @ [1, 2]");
    }
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
        throw cursor.error(
            index, "an index is a whole number, such as x[0] or X[0, 1]: the first is 0");
      }
      arguments.add(number(index, index.symbol()));
    } while (cursor.skip(","));
    cursor.close(opening, "]");
    if (!Operation.ENTRY.takes(arguments.size())) {
      throw cursor.error(opening, "an entry has one index, x[0], or two, X[0, 1]");
    }
    return apply(Operation.ENTRY, false, opening, arguments);
  }

  // ---- trees

  private Formula apply(Operation operation, Token token, Formula... arguments) {
    return apply(operation, false, token, List.of(arguments));
  }

  /** The operation where the token is. */
  Formula apply(Operation operation, boolean dotted, Token token, List<Formula> arguments) {
    return trees.apply(operation, dotted, cursor.place(token), arguments);
  }

  /** An error at this token. */
  FormulaException error(Token token, String sentence) {
    return cursor.error(token, sentence);
  }

  private FormulaException tooDeep(Token token) {
    return Trees.tooDeep(cursor.place(token));
  }
}
