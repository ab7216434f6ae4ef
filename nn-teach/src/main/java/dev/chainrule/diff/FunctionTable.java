package dev.chainrule.diff;

import dev.chainrule.formula.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** The table of all operators and functions, from those that the parser knows. */
public final class FunctionTable {
  private static final String HEAD =
      """
      Operators from what binds loosest to what binds tightest, then functions. Of vectors and matrices
      operators mean what linear algebra defines, with a dot they work entry by entry: A .* B, x .^ 2,
      1 ./ x, exp.(A). A vector is a column, x' is a row. Entries count from 0. Names that have a value
      are variables; products of them need no sign: 2x y, x'A x. Constants are pi (π) and e. The
      derivatives are by each argument, y is the value; or du is a small change of u.
      """;

  private FunctionTable() {}

  /** The table, in groups of what the operations take. */
  public static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    Columns all = new Columns();
    for (Operation operation : Operation.values()) {
      all.row(written(operation), operation.meaning(), operation.example(), derivative(operation));
    }
    Iterator<String> lines = all.text("  ").lines().iterator();
    String shapes = "";
    for (Operation operation : Operation.values()) {
      if (!operation.shapes().equals(shapes)) {
        shapes = operation.shapes();
        text.append("\nOf ").append(shapes).append(":\n");
      }
      text.append(lines.next()).append('\n');
    }
    return text.toString();
  }

  private static String written(Operation operation) {
    List<String> names = new ArrayList<>(List.of(operation.usage()));
    names.addAll(operation.aliases());
    return String.join(", ", names);
  }

  private static String derivative(Operation operation) {
    List<String> templates = Symbols.templates(operation);
    boolean one = operation.usage().contains("(x)");
    boolean changes = templates.stream().anyMatch(template -> template.contains("%"));
    return templates.stream()
        .map(template -> template.replace("%", ""))
        .map(template -> one ? template.replaceAll("(?U)\\b(d?)u\\b", "$1x") : template)
        .collect(Collectors.joining(changes ? " + " : ", "));
  }
}
