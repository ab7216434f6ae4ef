package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.Formula.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The derivation as a LaTeX document that needs amsmath and nothing else. */
public final class LatexReport {
  private static final int MOST = 16; // numbers of an array

  private final Derived derived;
  private final Walk walk;
  private final Numbers numbers;
  private final StringBuilder tex = new StringBuilder();

  private LatexReport(Derived derived, Numbers numbers) {
    this.derived = derived;
    this.walk = derived.walk();
    this.numbers = numbers;
  }

  /** The document. */
  public static String of(Derived derived, Numbers numbers) {
    return new LatexReport(derived, numbers).write();
  }

  private String write() {
    tex.append("\\documentclass{article}\n\\usepackage{amsmath}\n\\allowdisplaybreaks\n");
    tex.append("\\setcounter{MaxMatrixCols}{").append(MOST).append("}\n\\begin{document}\n");
    String left = walk.steps().isEmpty() ? "" : symbol(walk.name()) + " = ";
    tex.append("\\[ ").append(left).append(walk.formula().toLatex()).append(" \\]\n");
    List<String> values = new ArrayList<>();
    for (Node node : walk.nodes()) {
      String formula = node.formula().map(f -> " = " + f.toLatex()).orElse("");
      values.add(
          symbol(node.name())
              + " &"
              + (formula.isEmpty() ? "" : formula + " ")
              + "= "
              + array(node.value()));
    }
    align("Intermediate variables", values);
    align("Local derivatives", locals());
    for (Mode mode : Mode.values()) {
      for (Sweep sweep : derived.sweeps(mode)) {
        String heading =
            mode == Mode.FORWARD
                ? "Forward mode, by $" + label(sweep.seed()) + "$"
                : "Reverse mode, of $" + label(sweep.seed()) + "$";
        align(heading, sweep.lines().stream().map(line -> line(sweep, line)).toList());
      }
    }
    derived.jacobian().ifPresent(this::result);
    return tex.append("\\end{document}\n").toString();
  }

  private void align(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      tex.append("\n\\paragraph{").append(heading).append("}\n\\begin{align*}\n  ");
      tex.append(String.join(" \\\\\n  ", lines)).append("\n\\end{align*}\n");
    }
  }

  private List<String> locals() {
    List<String> lines = new ArrayList<>();
    for (Node node : walk.steps()) {
      for (Local local : node.locals()) {
        Optional<String> value = local.values().filter(x -> fits(x)).map(this::array);
        boolean diagonal = local.form() == Local.Form.DIAGONAL;
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
        lines.add(partial(local.of(), local.by()) + " &" + symbol + number);
      }
    }
    return lines;
  }

  private static String diagonal(String entries) {
    return "\\operatorname{diag}\\left(" + entries + "\\right)";
  }

  private String line(Sweep sweep, Sweep.Line line) {
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

  private void result(Var jacobian) {
    if (walk.value().shape().rank() > 0) {
      if (fits(jacobian)) {
        align("Jacobian", List.of("J &= " + array(jacobian)));
      }
      return;
    }
    List<String> lines = new ArrayList<>();
    double[] all = jacobian.toArray();
    int from = 0;
    for (Node input : walk.inputs()) {
      int to = from + input.size();
      Var part = Var.of(input.value().shape(), java.util.Arrays.copyOfRange(all, from, to));
      lines.add(partial(walk.name(), input.name()) + " &= " + array(part));
      from = to;
    }
    align("Gradient", lines);
  }

  // ---- notation

  private static String partial(String of, String by) {
    return "\\frac{\\partial " + symbol(of) + "}{\\partial " + symbol(by) + "}";
  }

  private static String symbol(String name) {
    return new Variable(name, Formula.parse("0").place()).toLatex();
  }

  /** x[1,2] with its index below. */
  private static String label(String label) {
    int bracket = label.indexOf('[');
    return bracket < 0
        ? symbol(label)
        : "{"
            + symbol(label.substring(0, bracket))
            + "}_{"
            + label.substring(bracket + 1, label.length() - 1)
            + "}";
  }

  private boolean fits(Var x) {
    return x.shape().rank() <= 2 && x.shape().size() <= (long) MOST * MOST / 2;
  }

  private String array(Var x) {
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
