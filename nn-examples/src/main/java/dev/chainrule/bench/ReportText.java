package dev.chainrule.bench;

import dev.chainrule.example.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people: tables of medians. */
public final class ReportText {
  private ReportText() {}

  /** What it was measured on. */
  public static String head(Report report) {
    return String.format(
        Locale.ROOT,
        "Chainrule %s, %s, %s, %d thread%s; %s, %d cores, %s%n",
        report.version(),
        report.runtime(),
        report.blas(),
        report.threads(),
        report.threads() == 1 ? "" : "s",
        report.machine().cpu(),
        report.machine().cores(),
        report.machine().os());
  }

  /** Training steps, a row a workload. */
  public static String workloads(List<StepResult> results) {
    List<List<String>> rows = new ArrayList<>();
    for (StepResult r : results) {
      rows.add(
          List.of(
              r.name(),
              r.network() + ", " + r.batch() + ", " + r.optimizer(),
              r.stepUs().toString(),
              r.productsUs().toString(),
              String.format(Locale.ROOT, "%.2f", r.ratio()),
              Spread.digits(r.productsOneThreadUs().median()),
              Spread.digits(r.formulaStepUs().median()),
              Spread.digits(r.referenceStepUs().median()),
              Long.toString(r.bytesPerStep()),
              String.format(Locale.ROOT, "%,.0f", r.samplesPerSecond())));
    }
    Board board = new Board();
    board.section("Training steps: forward, loss, backward, update; µs, median [10 %–90 %]");
    board.table(
        List.of(
            "",
            "network, batch, optimizer",
            "step",
            "products",
            "ratio",
            "1 thread",
            "formulas",
            "reference",
            "bytes",
            "samples/s"),
        rows);
    return board.toString();
  }
}
