package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The derivation as a LaTeX document that needs amsmath and nothing else. */
public final class LatexReport {
  private final Derived derived;
  private final ComputationGraph walk;
  private final LatexText text;
  private final StringBuilder tex = new StringBuilder();

  private LatexReport(Derived derived, NumberStyle numbers) {
    this.derived = derived;
    this.walk = derived.walk();
    this.text = new LatexText(walk, numbers);
  }

  /** The document. */
  public static String of(Derived derived, NumberStyle numbers) {
    return new LatexReport(derived, numbers).write();
  }

  private String write() {
    tex.append("\\documentclass{article}\n\\usepackage{amsmath}\n\\allowdisplaybreaks\n");
    tex.append("\\setcounter{MaxMatrixCols}{")
        .append(LatexText.MOST)
        .append("}\n\\begin{document}\n");
    String left = walk.steps().isEmpty() ? "" : LatexText.symbol(walk.name()) + " = ";
    tex.append("\\[ ").append(left).append(walk.formula().toLatex()).append(" \\]\n");
    align("Intermediate variables", walk.nodes().stream().map(text::node).toList());
    align("Local derivatives", locals());
    for (Mode mode : Mode.values()) {
      for (Sweep sweep : derived.sweeps(mode)) {
        String heading =
            mode == Mode.FORWARD
                ? "Forward mode, by $" + LatexText.label(sweep.seed()) + "$"
                : "Reverse mode, of $" + LatexText.label(sweep.seed()) + "$";
        align(heading, sweep.lines().stream().map(line -> text.line(sweep, line)).toList());
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
    return walk.steps().stream().flatMap(node -> node.locals().stream()).map(text::local).toList();
  }

  private void result(Var jacobian) {
    if (walk.value().shape().rank() > 0) {
      if (text.fits(jacobian)) {
        align("Jacobian", List.of("J &= " + text.array(jacobian)));
      }
      return;
    }
    List<String> lines = new ArrayList<>();
    double[] all = jacobian.toArray();
    int from = 0;
    for (Node input : walk.inputs()) {
      int to = from + input.size();
      Var part = Var.of(input.value().shape(), Arrays.copyOfRange(all, from, to));
      lines.add(LatexText.partial(walk.name(), input.name()) + " &= " + text.array(part));
      from = to;
    }
    align("Gradient", lines);
  }
}
