package dev.chainrule.cli;

import dev.chainrule.bench.AutodiffBench;
import dev.chainrule.bench.Effort;
import dev.chainrule.bench.Report;
import dev.chainrule.bench.ReportText;
import dev.chainrule.bench.StepBench;
import dev.chainrule.bench.StepResult;
import dev.chainrule.bench.Workload;
import dev.chainrule.kernel.BlasThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nn bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Times training steps (forward, loss, backward, update; inputs in memory) beside their matrix"
          + " products alone, the reference kernels and layers as formulas, in turn, and prints"
          + " medians."
    },
    footer = {"", "Examples:", "  nn bench", "  nn bench --json", "  nn bench --autodiff"})
final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of each thing that is timed. Default: 30.")
  private @Nullable Integer rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that a step may use. Default: all cores.")
  private @Nullable Integer threads;

  @Option(
      names = "--quick",
      description = "Short rounds: shows that all works; the times mean nothing.")
  private boolean quick;

  @Option(
      names = "--autodiff",
      description = "Time derivatives of formulas instead: gradients, Hessians, deep chains.")
  private boolean autodiff;

  @Option(names = "--json", description = "Write one JSON object to standard output instead.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Effort effort = quick ? Effort.QUICK : Effort.USUAL;
    int cores = Runtime.getRuntime().availableProcessors();
    int count = threads == null ? cores : threads;
    try {
      Flags.atLeast("--threads", 1, count);
      if (rounds != null) {
        Flags.atLeast("--rounds", 1, rounds);
        effort = effort.withRounds(rounds);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (autodiff && json) {
      throw new ParameterException(
          spec.commandLine(), "--json is for the training step; --autodiff prints tables only");
    }
    BlasThreads.set(count);
    if (autodiff) {
      AutodiffBench.run(System.out);
      return 0;
    }
    Report report = Report.empty(version(), count);
    List<StepResult> results = new ArrayList<>();
    for (Workload workload : Workload.ALL) {
      results.add(StepBench.run(workload, count, effort));
    }
    report = report.withWorkloads(results);
    if (json) {
      System.out.println(report.toJson());
    } else {
      System.out.print(ReportText.head(report));
      System.out.print(ReportText.workloads(results));
    }
    return 0;
  }

  /** {@code 0.1.0-SNAPSHOT} of {@code Chainrule 0.1.0-SNAPSHOT}. */
  private String version() {
    String[] version = spec.version();
    return version.length == 0 ? "" : version[0].replaceFirst("^\\S+ ", "");
  }
}
