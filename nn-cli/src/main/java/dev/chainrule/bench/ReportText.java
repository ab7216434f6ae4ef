package dev.chainrule.bench;

import dev.chainrule.example.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report for people: a table for each part that was measured. */
public final class ReportText {
  private final Board board = new Board();

  private ReportText() {}

  /** All of a report. */
  public static String of(Report report) {
    ReportText text = new ReportText();
    Optional.ofNullable(report.workloads()).ifPresent(text::workloads);
    Optional.ofNullable(report.inference()).ifPresent(text::inference);
    Optional.ofNullable(report.concurrentInference()).ifPresent(text::concurrentInference);
    Optional.ofNullable(report.epoch()).ifPresent(text::epoch);
    Optional.ofNullable(report.growth()).ifPresent(text::growth);
    Optional.ofNullable(report.autodiff()).ifPresent(text::autodiff);
    return head(report) + text.board;
  }

  private static String head(Report report) {
    return String.format(
        Locale.ROOT,
        "Chainrule %s, %s, %s, %d thread%s; %s, %d cores, %s%n"
            + "Times are medians in µs, with [10 %%–90 %%] of the rounds.%n",
        report.version(),
        report.runtime(),
        report.blas(),
        report.threads(),
        report.threads() == 1 ? "" : "s",
        report.machine().cpu(),
        report.machine().cores(),
        report.machine().os());
  }

  private void workloads(List<StepResult> results) {
    board.section("Training steps: forward, loss, backward, update; float, inputs in memory");
    board.table(
        List.of("", "network, batch, optimizer", "step", "its products alone", "step / products"),
        rows(
            results,
            r ->
                List.of(
                    r.name(),
                    r.network() + ", " + r.batch() + ", " + r.optimizer(),
                    r.stepUs().toString(),
                    r.productsUs().toString(),
                    fixed(r.ratio()))));
    board.table(
        List.of("", "forward", "loss", "backward", "update"),
        rows(
            results,
            r ->
                List.of(
                    r.name(),
                    Spread.digits(r.phasesUs().forward()),
                    Spread.digits(r.phasesUs().loss()),
                    Spread.digits(r.phasesUs().backward()),
                    Spread.digits(r.phasesUs().update()))));
    board.table(
        List.of(
            "", "products, 1 thread", "formulas", "reference kernels", "bytes a step", "samples/s"),
        rows(
            results,
            r ->
                List.of(
                    r.name(),
                    Spread.digits(r.productsOneThreadUs().median()),
                    digits(r.formulaStepUs()),
                    digits(r.referenceStepUs()),
                    Long.toString(r.bytesPerStep()),
                    whole(r.samplesPerSecond()))));
  }

  private void inference(List<InferenceResult> results) {
    board.section("Inference: " + InferenceBench.network());
    board.table(
        List.of("rows a call", "Network.predict", "a pass kept", "rows/s by predict"),
        rows(
            results,
            r ->
                List.of(
                    whole(r.rows()),
                    r.us().toString(),
                    r.passUs().toString(),
                    whole(r.rowsPerSecond()))));
  }

  private void concurrentInference(List<ConcurrentResult> results) {
    board.table(
        List.of("threads at once", "rows a call", "rows/s by predict", "rows/s, a pass each"),
        rows(
            results,
            r ->
                List.of(
                    whole(r.threads()),
                    whole(r.rowsPerCall()),
                    whole(r.predictRowsPerSecond()),
                    whole(r.passRowsPerSecond()))));
  }

  private void epoch(EpochResult r) {
    board.section(
        "One epoch: "
            + r.network()
            + ", batch "
            + r.batch()
            + ", "
            + r.optimizer()
            + ", "
            + r.data());
    board.formula(
        String.format(
            Locale.ROOT,
            "%.2f s with loading and evaluation (%.2f to %.2f in %d epochs), %,.0f samples/s,"
                + " test accuracy %.2f %%",
            r.seconds().median(),
            r.seconds().min(),
            r.seconds().max(),
            r.seconds().rounds(),
            r.samplesPerSecond(),
            100 * r.accuracy()));
  }

  private void growth(List<GrowthResult> results) {
    board.section("Growth of a training step, adam");
    TreeSet<Integer> sizes = new TreeSet<>();
    results.forEach(r -> r.points().forEach(p -> sizes.add(p.n())));
    List<String> heads = new ArrayList<>(List.of("n"));
    results.forEach(r -> heads.add(r.grows() + " n"));
    List<List<String>> rows = new ArrayList<>();
    for (int n : sizes) {
      List<String> row = new ArrayList<>(List.of(whole(n)));
      results.forEach(
          r ->
              row.add(
                  r.points().stream()
                      .filter(p -> p.n() == n)
                      .map(p -> p.us().toString())
                      .findFirst()
                      .orElse("")));
      rows.add(row);
    }
    board.table(heads, rows);
    board.table(
        List.of("", "network", "time grows as", "from n =", "multiplications as"),
        rows(
            results,
            r ->
                List.of(
                    r.grows(),
                    r.network(),
                    "n^" + fixed(r.exponent()),
                    whole(r.fittedFrom()),
                    "n^" + r.expected())));
  }

  private void autodiff(AutodiffResult result) {
    board.section("Derivatives of formulas, double");
    board.table(
        List.of("f of n numbers", "f", "∇f", "∇f / f", "H v", "H v / ∇f"),
        rows(
            result.derivatives(),
            r ->
                List.of(
                    r.name(),
                    Spread.digits(r.valueUs().median()),
                    Spread.digits(r.gradientUs().median()),
                    fixed(r.gradientUs().median() / r.valueUs().median()),
                    Spread.digits(r.hessianVectorUs().median()),
                    fixed(r.hessianVectorUs().median() / r.gradientUs().median()))));
    board.table(
        List.of("", "µs"), rows(result.chains(), r -> List.of(r.name(), r.us().toString())));
    board.table(
        List.of("x + z of so many numbers", "Var", "ND4J", "ratio"),
        rows(
            result.sums(),
            r ->
                List.of(
                    whole(r.n()),
                    Spread.digits(r.varUs().median()),
                    Spread.digits(r.nd4jUs().median()),
                    fixed(r.nd4jUs().median() / r.varUs().median()))));
    board.table(
        List.of("n×n times n×n", "A B", "A Bᵀ", "Aᵀ B, grad"),
        rows(
            result.products(),
            r ->
                List.of(
                    whole(r.n()),
                    Spread.digits(r.abUs().median()),
                    Spread.digits(r.abtUs().median()),
                    Spread.digits(r.gradientUs().median()))));
  }

  private static <T> List<List<String>> rows(List<T> results, Function<T, List<String>> row) {
    return results.stream().map(row).toList();
  }

  private static String fixed(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String digits(@Nullable Spread spread) {
    return spread == null ? "–" : Spread.digits(spread.median());
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }
}
