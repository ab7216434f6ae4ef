package dev.chainrule.diff;

import dev.chainrule.autodiff.Var;
import dev.chainrule.formula.Formula;
import dev.chainrule.formula.FormulaEvaluation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** GraphEdge derivatives as text: {@code ∂a/∂x = 2*x = 6}. */
final class GraphEdgeText {
  private final NumberStyle numbers;
  private final Map<String, Var> values = new HashMap<>();

  GraphEdgeText(ComputationGraph walk, NumberStyle numbers) {
    this.numbers = numbers;
    walk.nodes().forEach(node -> values.put(node.name(), node.value()));
  }

  String of(GraphEdge local) {
    return local + equation(local);
  }

  /** {@code = 2*x = 6}; or, of matrices, {@code : da = dX'}. */
  String equation(GraphEdge local) {
    Optional<Var> jacobian = local.values();
    String value = jacobian.map(numbers::of).orElse("");
    return switch (local.form()) {
      case NUMBER, GRADIENT, DIRECTION -> symbol(local, value) + " = " + value;
      case DIAGONAL -> diagonal(local, jacobian.orElseThrow());
      case FULL -> full(local, value);
    };
  }

  /** {@code = 2*x}; nothing where the number says it as well. */
  private static String symbol(GraphEdge local, String value) {
    String symbol = local.symbol().map(Formula::toString).orElse("");
    boolean constant = local.symbol().isPresent() && local.symbol().get().variables().isEmpty();
    boolean same = symbol.equals(value) || (constant && local.form() != GraphEdge.Form.NUMBER);
    return symbol.isEmpty() || same ? "" : " = " + symbol;
  }

  private String diagonal(GraphEdge local, Var entries) {
    double[] x = entries.toArray();
    boolean uniform = java.util.Arrays.stream(x).allMatch(v -> v == x[0]);
    boolean number =
        local.symbol().isPresent()
            && FormulaEvaluation.of(local.symbol().get(), values).shape().rank() == 0;
    if (uniform && number) {
      String factor = numbers.of(x[0]);
      String symbol = local.symbol().get().toString();
      return (symbol.equals(factor) ? "" : " = " + symbol + " I")
          + " = "
          + (factor.equals("1") ? "I" : factor.equals("-1") ? "-I" : factor + " I");
    }
    String symbol = local.symbol().map(Formula::toString).orElse("");
    if (entries.shape().rank() == 1) {
      String shown = numbers.of(entries);
      return (symbol.isEmpty() ? "" : " = diag(" + symbol + ")") + " = diag(" + shown + ")";
    }
    return (symbol.isEmpty() ? "" : " = " + symbol)
        + " = "
        + numbers.of(entries)
        + ", entry by entry";
  }

  /** The matrix if there is a formula for it; else how it acts, for its numbers say little. */
  private static String full(GraphEdge local, String value) {
    String shape = " of shape " + local.shape().then(local.at().shape());
    if (local.symbol().isPresent()) {
      return symbol(local, value) + " = " + (value.isEmpty() ? "…" + shape : value);
    }
    if (!local.differential().isEmpty()) {
      return shape + ": d" + local.by() + " ↦ " + local.differential();
    }
    return value.isEmpty() || value.endsWith(shape) ? shape : " = " + value;
  }
}
