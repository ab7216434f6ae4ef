package dev.chainrule.diff;

import java.util.ArrayList;
import java.util.List;

/** A Taylor polynomial as a formula that {@code nn diff} reads, a line for each degree. */
final class PolynomialText {
  private final ComputationGraph walk;
  private final NumberStyle numbers;

  PolynomialText(ComputationGraph walk, NumberStyle numbers) {
    this.walk = walk;
    this.numbers = numbers;
  }

  String text(List<Taylor.Term> terms) {
    StringBuilder text = new StringBuilder();
    int degree = -1;
    for (Taylor.Term term : terms) {
      int here = term.powers().stream().mapToInt(Integer::intValue).sum();
      if (term.coefficient() == 0) {
        continue;
      }
      boolean first = text.isEmpty();
      boolean minus = term.coefficient() < 0;
      text.append(here > degree ? (first ? "  " : "\n  ") : " ");
      text.append(minus ? (first ? "-" : "- ") : (first ? "" : "+ "));
      text.append(String.join("*", factors(term)));
      degree = here;
    }
    return text.isEmpty() ? "  0\n" : text.append('\n').toString();
  }

  private List<String> factors(Taylor.Term term) {
    List<String> factors = new ArrayList<>();
    double[] x0 = walk.whole().point().toArray();
    for (int i = 0; i < x0.length; i++) {
      int power = term.powers().get(i);
      if (power > 0) {
        String x = walk.whole().labels().get(i);
        String shifted =
            x0[i] == 0
                ? x
                : "(" + x + (x0[i] < 0 ? " + " : " - ") + numbers.of(Math.abs(x0[i])) + ")";
        factors.add(power == 1 ? shifted : shifted + "^" + power);
      }
    }
    double size = Math.abs(term.coefficient());
    if (size != 1 || factors.isEmpty()) {
      factors.add(0, numbers.of(size));
    }
    return factors;
  }
}
