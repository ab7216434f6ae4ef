package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.Formula.Variable;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lines of a derivation in LaTeX, for mathematical mode; {@code &} stands before their first =. */
final class LatexText {
  static final int MOST = 16; // numbers of an array

  private final ComputationGraph walk;
  private final NumberStyle numbers;

  LatexText(ComputationGraph walk, NumberStyle numbers) {
    this.walk = walk;
    this.numbers = numbers;
  }

  /** {@code a &= x^{2} = 9}. */
  String node(Node node) {
    String formula = node.formula().map(f -> " = " + f.toLatex()).orElse("");
    return symbol(node.name())
        + " &"
        + (formula.isEmpty() ? "" : formula + " ")
        + "= "
        + array(node.value());
  }

  /** A local derivative: its formula and its numbers. */
  String local(GraphEdge local) {
    Optional<String> value = local.values().filter(this::fits).map(this::array);
    boolean diagonal = local.form() == GraphEdge.Form.DIAGONAL;
    String symbol =
        local
            .symbol()
            .map(Formula::toLatex)
            .filter(text -> !value.equals(Optional.of(text)))
            .map(text -> "= " + (diagonal ? diagonal(text) : text) + " ")
            .orElse("");
    String number =
        value
            .map(text -> "= " + (diagonal ? diagonal(text) : text))
            .orElse(symbol.isEmpty() ? "= \\cdots" : "");
    return partial(local.of(), local.by()) + " &" + symbol + number;
  }

  private static String diagonal(String entries) {
    return "\\operatorname{diag}\\left(" + entries + "\\right)";
  }

  /** One of the chain rule: products, their sum. */
  String line(Sweep sweep, Sweep.Line line) {
    String name = derivative(sweep, line.name());
    String terms =
        line.terms().stream().map(term -> product(sweep, term)).collect(Collectors.joining(" + "));
    boolean same = line.terms().size() == 1 && terms.equals(name);
    String value = line.value().map(this::array).orElse("0");
    return name + " &" + (terms.isEmpty() || same ? "" : "= " + terms + " ") + "= " + value;
  }

  private String product(Sweep sweep, Sweep.Term term) {
    String local = partial(term.local().of(), term.local().by());
    if (sweep.mode() == Mode.FORWARD) {
      return local + " " + derivative(sweep, term.local().by());
    }
    boolean begins = term.local().of().equals(walk.name()) && walk.value().shape().rank() == 0;
    boolean alone = sweep.line(term.local().by()).terms().size() == 1;
    return begins
        ? (alone ? local : "\\left(" + local + "\\right)")
        : derivative(sweep, term.local().of()) + " " + local;
  }

  private static String derivative(Sweep sweep, String name) {
    return sweep.mode() == Mode.FORWARD
        ? "\\dot{" + symbol(name) + "}"
        : "\\frac{\\partial " + label(sweep.seed()) + "}{\\partial " + symbol(name) + "}";
  }

  static String partial(String of, String by) {
    return "\\frac{\\partial " + symbol(of) + "}{\\partial " + symbol(by) + "}";
  }

  static String symbol(String name) {
    return new Variable(name, Formula.parse("0").place()).toLatex();
  }

  /** x[0,1] with its index below. */
  static String label(String label) {
    int bracket = label.indexOf('[');
    return bracket < 0
        ? symbol(label)
        : "{"
            + symbol(label.substring(0, bracket))
            + "}_{"
            + label.substring(bracket + 1, label.length() - 1)
            + "}";
  }

  boolean fits(Var x) {
    return x.shape().rank() <= 2 && x.shape().size() <= (long) MOST * MOST / 2;
  }

  String array(Var x) {
    double[] all = x.toArray();
    if (x.shape().rank() == 0) {
      return number(all[0]);
    }
    if (!fits(x) || (x.shape().rank() == 2 && x.shape().dim(1) > MOST)) {
      return "\\cdots";
    }
    int width = x.shape().rank() == 1 ? 1 : (int) x.shape().dim(1);
    StringBuilder rows = new StringBuilder("\\begin{pmatrix} ");
    for (int i = 0; i < all.length; i++) {
      rows.append(i == 0 ? "" : i % width == 0 ? " \\\\ " : " & ").append(number(all[i]));
    }
    return rows.append(" \\end{pmatrix}").toString();
  }

  private String number(double x) {
    if (Double.isNaN(x)) {
      return "\\mathrm{NaN}";
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "\\infty" : "-\\infty";
    }
    return numbers.of(x).toLowerCase(Locale.ROOT).replaceFirst("e(-?\\d+)$", " \\\\cdot 10^{$1}");
  }
}
