package dev.chainrule.trace;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A trace as Markdown with its equations and matrices in LaTeX between dollars, as GitHub, Jupyter
 * and Pandoc read it.
 */
public final class TraceMarkdown {
  private TraceMarkdown() {}

  /** All of it. */
  public static String write(Trace trace) {
    StringBuilder out = new StringBuilder("# One step of training, equation by equation\n\n");
    out.append("| layer | | reads | computes | parameters |\n|---|---|---|---|---|\n");
    for (TracedLayer layer : trace.layers()) {
      out.append("| ").append(layer.index() + 1);
      out.append(" | ").append(layer.title());
      out.append(" | ").append(inline(trace.value(layer.input())));
      out.append(" | ").append(inline(trace.value(layer.output())));
      out.append(" | ").append(parameters(trace, layer)).append(" |\n");
    }
    out.append("\n## Given\n");
    for (Value value : trace.values().values()) {
      if (trace.stepOf(value.name()) == 0) {
        out.append(block(value.notation().latex() + " = " + matrix(value)));
      }
    }
    Phase phase = null;
    for (Step step : trace.steps()) {
      if (step.phase() != phase) {
        phase = step.phase();
        String name = phase.name();
        out.append("\n## ").append(name.charAt(0));
        out.append(name.substring(1).toLowerCase(Locale.ROOT)).append('\n');
      }
      out.append(step(trace, step));
    }
    return out.toString();
  }

  /** One step. */
  public static String step(Trace trace, Step step) {
    StringBuilder out = new StringBuilder("\n**Step ").append(step.number()).append("**");
    if (!step.equation().lectures().isEmpty()) {
      out.append(" (").append(String.join(", ", step.equation().lectures())).append(')');
    }
    if (step.multiplications() > 0) {
      out.append(", multiplications: ").append(step.multiplications());
    }
    out.append('\n').append(block(step.equation().notation().latex()));
    out.append(factors(step));
    Value result = trace.value(step.writes());
    out.append(block(result.notation().latex() + " = " + matrix(result)));
    return out.toString();
  }

  /** {@code with ∂z₂/∂A₁ = I ⊗ f₁ᵀ}; nothing for a step that has none. */
  private static String factors(Step step) {
    if (step.products().isEmpty()) {
      return "";
    }
    return step.products().stream()
        .map(product -> local(product.local()))
        .collect(Collectors.joining("; ", "\nwith ", "\n"));
  }

  private static String local(Local local) {
    boolean isPlain = local.meaning().equals(local.notation());
    String meaning =
        local.form() == Local.Form.DIAGONAL
            ? "\\operatorname{diag}\\left(" + local.meaning().latex() + "\\right)"
            : local.meaning().latex();
    return "$"
        + local.notation().latex()
        + (isPlain ? "" : " = " + meaning)
        + "$ of shape "
        + local.rows()
        + " × "
        + local.columns();
  }

  private static String parameters(Trace trace, TracedLayer layer) {
    return layer.parameters().stream()
        .map(name -> inline(trace.value(name)))
        .collect(Collectors.joining(", "));
  }

  private static String inline(Value value) {
    return "$" + value.notation().latex() + "$ " + value.shape();
  }

  private static String block(String latex) {
    return "\n$$" + latex + "$$\n";
  }

  private static String matrix(Value value) {
    List<List<String>> rows =
        ArrayText.rows(value, x -> ArrayText.number(x).replace('−', '-'), "\\cdots");
    if (rows.size() == 1 && rows.get(0).size() == 1) {
      return scientific(rows.get(0).get(0));
    }
    return rows.stream()
        .map(row -> row.stream().map(TraceMarkdown::scientific).collect(Collectors.joining(" & ")))
        .collect(Collectors.joining(" \\\\ ", "\\begin{bmatrix}", "\\end{bmatrix}"));
  }

  private static String scientific(String number) {
    return number
        .replaceFirst("e([+-])0*(\\d+)$", " \\\\cdot 10^{$1$2}")
        .replace("^{+", "^{")
        .replace("∞", "\\infty")
        .replace("NaN", "\\text{NaN}");
  }
}
