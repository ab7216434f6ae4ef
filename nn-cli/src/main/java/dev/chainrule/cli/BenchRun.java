package dev.chainrule.cli;

import dev.chainrule.bench.AutodiffBench;
import dev.chainrule.bench.Effort;
import dev.chainrule.bench.EpochBench;
import dev.chainrule.bench.Growth;
import dev.chainrule.bench.GrowthBench;
import dev.chainrule.bench.InferenceBench;
import dev.chainrule.bench.Report;
import dev.chainrule.bench.StepBench;
import dev.chainrule.bench.StepResult;
import dev.chainrule.bench.Workload;
import dev.chainrule.data.TrainTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of one call of {@code nn bench}, one after another.
 *
 * @param parts what is measured
 * @param workloads whose steps
 * @param threads that a step may use
 * @param effort how long each is looked at
 * @param largest the largest size that is grown to
 * @param epochs how many epochs are timed
 * @param data for them; there is an epoch to measure only where there is data
 */
record BenchRun(
    Set<BenchPart> parts,
    List<Workload> workloads,
    int threads,
    Effort effort,
    int largest,
    int epochs,
    @Nullable TrainTest data) {
  /** A measurement, and what the report is with it. */
  private record Job(String name, UnaryOperator<Report> run) {}

  /** Measures all, and adds it to a report. */
  Report run(Report empty) {
    List<Job> jobs = jobs();
    Report report = empty;
    try (BenchBar bar = new BenchBar(jobs.size())) {
      for (Job job : jobs) {
        bar.begin(job.name());
        report = job.run().apply(report);
      }
    }
    return report;
  }

  private List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    if (parts.contains(BenchPart.STEPS)) {
      for (Workload w : workloads) {
        jobs.add(new Job("steps, " + w.name(), r -> r.with(StepBench.run(w, threads, effort))));
      }
    }
    if (parts.contains(BenchPart.INFERENCE)) {
      jobs.add(new Job("inference", this::inference));
      jobs.add(new Job("inference from several threads", this::concurrentInference));
    }
    if (data != null) {
      jobs.add(
          new Job("epochs of " + data.name(), r -> r.with(EpochBench.run(data, threads, epochs))));
    }
    if (parts.contains(BenchPart.STEPS)) { // last of what is compared with other programs
      for (Workload w : workloads) {
        jobs.add(
            new Job("other kernels, " + w.name(), r -> r.with(w.name(), step -> others(step, w))));
      }
    }
    if (parts.contains(BenchPart.GROWTH)) {
      for (Growth g : Growth.values()) {
        String name = "growth with " + g.name().toLowerCase(Locale.ROOT);
        jobs.add(new Job(name, r -> r.with(GrowthBench.run(g, largest, threads, effort))));
      }
    }
    if (parts.contains(BenchPart.AUTODIFF)) {
      jobs.add(new Job("derivatives", r -> r.with(AutodiffBench.run(effort))));
    }
    return jobs;
  }

  private StepResult others(StepResult step, Workload workload) {
    return StepBench.others(step, workload, threads, effort);
  }

  private Report inference(Report report) {
    Report more = report;
    for (int rows : InferenceBench.ROWS) {
      more = more.with(InferenceBench.run(rows, threads, effort));
    }
    return more;
  }

  private Report concurrentInference(Report report) {
    Report more = report;
    for (int rows : InferenceBench.CONCURRENT_ROWS) {
      for (int callers : InferenceBench.THREADS) {
        more = more.with(InferenceBench.concurrently(callers, rows, effort));
      }
    }
    return more;
  }
}
