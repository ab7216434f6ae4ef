package dev.chainrule.diff;

import dev.chainrule.autodiff.Derivatives.Mode;
import dev.chainrule.autodiff.Var;
import dev.chainrule.diff.Sweep.Line;
import dev.chainrule.diff.Sweep.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sweep, a line for each variable: {@code ∂f/∂c = ∂f/∂d ∂d/∂c + ∂f/∂e ∂e/∂c = 1·2 + 3·4 = 14}.
 */
final class SweepText {
  private static final int LONGEST = 70; // characters of a sum of arrays

  private final ComputationGraph walk;
  private final NumberStyle numbers;
  private final Sweep sweep;

  SweepText(ComputationGraph walk, NumberStyle numbers, Sweep sweep) {
    this.walk = walk;
    this.numbers = numbers;
    this.sweep = sweep;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    List<String> apart = new ArrayList<>();
    for (Line line : sweep.lines()) {
      if (line.value().isEmpty()) {
        apart.add(line.name());
        continue;
      }
      text.append(zeros(apart)).append("  ").append(text(line)).append('\n');
      apart.clear();
    }
    return text.append(zeros(apart)).toString();
  }

  /** A line for variables in a row that have nothing to do with the seed. */
  private String zeros(List<String> variables) {
    if (variables.isEmpty()) {
      return "";
    }
    String who = variables.size() == 1 ? variables.get(0) + " does" : "they do";
    return "  "
        + variables.stream().map(this::name).collect(Collectors.joining(" = "))
        + " = 0, for "
        + who
        + " not depend on "
        + sweep.seed()
        + "\n";
  }

  /** One line. */
  String text(Line line) {
    String name = name(line.name());
    if (line.value().isEmpty()) {
      return name + " = 0, for " + line.name() + " does not depend on " + sweep.seed();
    }
    String value = numbers.of(line.value().orElseThrow());
    if (line.terms().isEmpty()) {
      return name + " = " + value + ", where the sweep begins";
    }
    String symbols = line.terms().stream().map(this::symbol).collect(Collectors.joining(" + "));
    String factors = symbols.equals(name) ? "" : factors(line);
    return name
        + (symbols.equals(name) ? "" : " = " + symbols)
        + (factors.isEmpty() ? "" : " = " + factors)
        + " = "
        + value;
  }

  /** The sum in numbers; of arrays the products alone, and nothing if that is long. */
  private String factors(Line line) {
    boolean ofNumbers = line.terms().stream().allMatch(SweepText::isOfNumbers);
    if (!ofNumbers && line.terms().size() == 1) {
      return "";
    }
    String sum =
        line.terms().stream()
            .map(term -> ofNumbers ? factors(term) : numbers.of(term.product()))
            .collect(Collectors.joining(" + "));
    return ofNumbers || Columns.width(sum) <= LONGEST ? sum : "";
  }

  private String name(String variable) {
    return sweep.mode() == Mode.FORWARD
        ? DerivativeNames.dotted(variable)
        : DerivativeNames.partial(sweep.seed(), variable);
  }

  private String symbol(Term term) {
    if (sweep.mode() == Mode.FORWARD) {
      return term.local() + " " + DerivativeNames.dotted(term.local().by());
    }
    if (begins(term)) {
      boolean alone = sweep.line(term.local().by()).terms().size() == 1;
      return alone ? term.local().toString() : "(" + term.local() + ")";
    }
    return DerivativeNames.partial(sweep.seed(), term.local().of()) + " " + term.local();
  }

  private String factors(Term term) {
    String arriving = numbers.factor(term.arriving().toDouble());
    String local = numbers.factor(local(term).toDouble());
    if (sweep.mode() == Mode.FORWARD) {
      return local + "·" + arriving;
    }
    return begins(term) ? local : arriving + "·" + local;
  }

  /** Whether ∂f/∂f is all that arrives: then the local derivative is the term. */
  private boolean begins(Term term) {
    return term.local().of().equals(walk.name()) && walk.value().shape().rank() == 0;
  }

  /** Whether there is a term that a reader could take for the sum that it is part of. */
  boolean hasAmbiguousTerm() {
    return sweep.mode() == Mode.REVERSE
        && sweep.lines().stream()
            .anyMatch(
                line -> line.terms().size() > 1 && line.terms().stream().anyMatch(this::begins));
  }

  private static Var local(Term term) {
    return term.local().values().orElseThrow();
  }

  private static boolean isOfNumbers(Term term) {
    return term.local().form() == GraphEdge.Form.NUMBER;
  }
}
