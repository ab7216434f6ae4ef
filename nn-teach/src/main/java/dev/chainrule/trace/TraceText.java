package dev.chainrule.trace;

import dev.chainrule.notation.Notation;
import java.util.List;
import java.util.Locale;

/**
 * A trace as plain text: each step with its equation, the lecture's number, and every array with
 * its name and shape.
 */
public final class TraceText {
  private TraceText() {}

  /** All of it. */
  public static String write(Trace trace) {
    StringBuilder out = new StringBuilder();
    out.append("Given\n");
    for (Value value : trace.values().values()) {
      if (trace.stepOf(value.name()) == 0) {
        out.append(array(value, "  "));
      }
    }
    Phase phase = null;
    for (Step step : trace.steps()) {
      if (step.phase() != phase) {
        phase = step.phase();
        out.append('\n').append(title(phase)).append('\n');
      }
      out.append(step(trace, step));
    }
    return out.toString();
  }

  /** One step: the equation, its factors, its result. */
  public static String step(Trace trace, Step step) {
    StringBuilder out = new StringBuilder();
    String lectures = String.join(", ", step.equation().lectures());
    out.append("  ").append(step);
    if (!lectures.isEmpty()) {
      out.append("   (").append(lectures).append(')');
    }
    if (step.multiplications() > 0) {
      out.append("   ").append(count(step.multiplications()));
    }
    out.append('\n');
    for (Product product : step.products()) {
      out.append("       ").append(local(product.local())).append('\n');
    }
    out.append(array(trace.value(step.writes()), "     "));
    return out.toString();
  }

  /** {@code ∂z₂/∂A₁ = I ⊗ f₁ᵀ, [2, 4], kronecker}. */
  public static String local(Local local) {
    Notation meaning = local.meaning();
    boolean isPlain = meaning.equals(local.notation());
    String each = local.samples() > 1 ? " for each of " + local.samples() + " samples" : "";
    return local.notation()
        + (isPlain ? "" : " = " + (local.form() == Local.Form.DIAGONAL ? diag(meaning) : meaning))
        + ", ["
        + local.rows()
        + ", "
        + local.columns()
        + "], "
        + local.form().name().toLowerCase(Locale.ROOT)
        + each;
  }

  private static String diag(Notation meaning) {
    return "diag(" + meaning + ")";
  }

  /** {@code A₀ [2, 2]} and the rows of numbers, each line after {@code indent}. */
  public static String array(Value value, String indent) {
    List<List<String>> rows = ArrayText.rows(value, ArrayText::number, "…");
    StringBuilder out = new StringBuilder(indent);
    out.append(value.notation());
    if (value.shape().rank() > 0) {
      out.append(' ').append(value.shape());
    }
    boolean oneLine = rows.size() <= 1;
    out.append(oneLine ? " = " : " =\n");
    for (List<String> row : rows) {
      out.append(oneLine ? "" : indent + "  ");
      for (int i = 0; i < row.size(); i++) {
        String number = row.get(i);
        out.append(i == 0 ? "" : "  ");
        out.append(oneLine ? number : " ".repeat(width(rows, i) - number.length()) + number);
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String title(Phase phase) {
    return switch (phase) {
      case FORWARD -> "Forward, from the input to the prediction";
      case LOSS -> "Loss";
      case BACKWARD -> "Backward, from the loss to the parameters";
      case UPDATE -> "Update";
    };
  }

  private static String count(long multiplications) {
    return String.format(Locale.ROOT, "%,d", multiplications)
        + (multiplications == 1 ? " multiplication" : " multiplications");
  }
}
