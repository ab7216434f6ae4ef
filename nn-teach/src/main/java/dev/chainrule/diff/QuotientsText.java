package dev.chainrule.diff;

import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.DifferenceQuotient.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The errors of difference quotients as a table, and what follows. */
final class QuotientsText {
  private QuotientsText() {}

  static String of(Quotients quotients) {
    Columns table = new Columns().row(line("h", QuotientsText::name));
    List<Step> steps = quotients.errors().get(DifferenceQuotient.FORWARD);
    for (int i = 0; i < steps.size(); i += 2) { // whole decades
      int at = i;
      table.row(
          line(of(steps.get(i).h()), kind -> of(quotients.errors().get(kind).get(at).error())));
    }
    table.row("");
    table.row(line("best h", kind -> of(quotients.best(kind).map(Step::h))));
    table.row(line("error", kind -> of(quotients.best(kind).map(Step::error))));
    return heading(quotients) + table.text("  ") + verdict(quotients) + "\n";
  }

  /** A sentence on derivatives of higher order. */
  static String of(HigherQuotients higher) {
    Quotients quotients = higher.quotients();
    String name =
        higher.what().substring(0, 1).toUpperCase(Locale.ROOT) + higher.what().substring(1);
    String missing =
        higher.missing() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " %s of %s are no numbers, for there is no derivative, and cannot be checked.",
                NumberStyle.count(higher.missing()),
                NumberStyle.count(quotients.all()));
    if (quotients.looked() == 0) {
      return name + ":" + missing + "\n";
    }
    Optional<Step> best =
        Arrays.stream(DifferenceQuotient.values())
            .flatMap(kind -> quotients.best(kind).stream())
            .min(Comparator.comparingDouble(Step::error));
    return String.format(
        Locale.ROOT,
        "%s against quotients of those one order lower: the error is %s at best, with h = %s. %s%s\n",
        name,
        of(best.map(Step::error)),
        of(best.map(Step::h)),
        verdict(higher, "They agree."),
        missing);
  }

  private static String verdict(HigherQuotients higher, String agreed) {
    Quotients quotients = higher.quotients();
    return quotients.agree() && !quotients.agreeInTheMean() ? agreed : verdict(quotients);
  }

  static String name(DifferenceQuotient kind) {
    return kind == DifferenceQuotient.RICHARDSON
        ? "Richardson"
        : kind.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> line(String first, Function<DifferenceQuotient, String> cell) {
    List<String> line = new ArrayList<>(List.of(first));
    for (DifferenceQuotient kind : DifferenceQuotient.values()) {
      line.add(cell.apply(kind));
    }
    return line;
  }

  private static String heading(Quotients quotients) {
    if (quotients.all() == 1) {
      return "\nDifference quotients against the derivative: the error, by h.\n";
    }
    String which =
        quotients.looked() < quotients.all()
            ? NumberStyle.count(quotients.looked())
                + " of the "
                + NumberStyle.count(quotients.all())
            : "all " + NumberStyle.count(quotients.all());
    return "\nDifference quotients against " + which + " derivatives: the largest error, by h.\n";
  }

  private static String verdict(Quotients quotients) {
    if (!quotients.isComparable()) {
      return "They cannot be compared: the value or a derivative is not finite here.";
    }
    if (quotients.agreeInTheMean()) {
      return "They agree only where they take the mean of both sides of a kink: there is no"
          + " derivative there but by convention.";
    }
    if (quotients.agree()) {
      return "They agree: large h truncates, small h rounds, and between they find the same.";
    }
    return quotients.kink()
        ? "They differ, as they may at a kink: there is no derivative there but by convention."
        : "They DIFFER: no quotient comes nearer than "
            + of(quotients.tolerance())
            + " for two h in a row.";
  }

  private static String of(Optional<Double> x) {
    return x.map(QuotientsText::of).orElse("none");
  }

  private static String of(double x) {
    return Double.isFinite(x) ? String.format(Locale.ROOT, "%.1e", x) : "" + x;
  }
}
