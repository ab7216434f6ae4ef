package dev.chainrule.cli;

import dev.chainrule.bench.Effort;
import dev.chainrule.bench.GrowthPlot;
import dev.chainrule.bench.GrowthResult;
import dev.chainrule.bench.Report;
import dev.chainrule.bench.ReportText;
import dev.chainrule.bench.Workload;
import dev.chainrule.io.AtomicFile;
import dev.chainrule.kernel.BlasThreads;
import dev.chainrule.kernel.KernelChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Measures how fast this machine is, in about two minutes, and prints medians: training steps"
          + " beside their matrix products alone, inference, an epoch with loading and evaluation,"
          + " and how the cost of a step grows with batch, width and depth. What is compared is"
          + " timed in turn, in one process.",
      "",
      "With -v it says how the products were arranged."
    },
    footer = {
      "",
      "Examples:",
      "  nn bench                           all but derivatives",
      "  nn bench steps --workload W1,W2    training steps of these two",
      "  nn bench growth --plot growth.svg  with a picture, logarithmic both ways",
      "  nn bench autodiff                  gradients, Hessians, deep chains",
      "  nn bench --json                    one JSON object"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int EPOCHS = 5;
  private static final int LARGEST_WHEN_QUICK = 32;

  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      completionCandidates = BenchPart.Names.class,
      description = "Any of ${COMPLETION-CANDIDATES}. Default: all but autodiff.")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      split = ",",
      description = "Training steps of these only: W0, W1, W2, W3.")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that a step may use. Default: all cores.")
  private @Nullable Integer threads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of 20 ms of each thing that is timed. Default: 30.")
  private @Nullable Integer rounds;

  @Option(
      names = "--quick",
      description = "Short rounds and small sizes: shows that all works; the times mean nothing.")
  private boolean quick;

  @Mixin private BenchData data = new BenchData();

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw growth, logarithmic both ways, into a .png or .svg file.")
  private @Nullable Path plot;

  @Option(names = "--json", description = "Write one JSON object to standard output instead.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BenchRun run;
    try {
      run = run(parts());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    BlasThreads.set(1); // the reference's threads, waiting beside small work, would slow all else
    Report report = run.run(Report.empty(version(), run.threads()));
    if (plot != null && report.growth() != null) {
      draw(report.growth(), plot);
    }
    System.out.print(json ? report.toJson() + "\n" : ReportText.of(report));
    return 0;
  }

  private Set<BenchPart> parts() {
    return named.isEmpty()
        ? EnumSet.complementOf(EnumSet.of(BenchPart.AUTODIFF))
        : EnumSet.copyOf(named.stream().map(BenchPart::named).toList());
  }

  /** Checks all that was asked for before anything is measured. */
  private BenchRun run(Set<BenchPart> parts) throws IOException {
    Effort effort = quick ? Effort.QUICK : Effort.USUAL;
    if (rounds != null) {
      Flags.atLeast("--rounds", 1, rounds);
      effort = effort.withRounds(rounds);
    }
    int count = threads != null ? threads : Runtime.getRuntime().availableProcessors();
    Flags.atLeast("--threads", 1, count);
    KernelChoice.best().withThreads(count); // throws where there are too many
    checkPlot(parts);
    checkEffects(parts);
    return new BenchRun(
        parts,
        workloads.isEmpty() ? Workload.ALL : workloads.stream().map(Workload::named).toList(),
        count,
        effort,
        quick ? LARGEST_WHEN_QUICK : Integer.MAX_VALUE,
        quick ? 1 : EPOCHS,
        parts.contains(BenchPart.EPOCH) ? data.load() : null);
  }

  private void checkPlot(Set<BenchPart> parts) {
    if (plot == null) {
      return;
    }
    if (!isSvg(plot) && !plot.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new IllegalArgumentException("--plot draws into a .png or .svg file, got " + plot);
    }
    if (!parts.contains(BenchPart.GROWTH)) {
      throw new IllegalArgumentException("--plot draws growth: name that part too");
    }
  }

  private void checkEffects(Set<BenchPart> parts) {
    Effects effects = new Effects(spec);
    boolean epoch = parts.contains(BenchPart.EPOCH);
    effects.check("--workload", parts.contains(BenchPart.STEPS), "it is for the part steps");
    effects.check("--data", epoch, "it is for the part epoch");
    effects.check("--data-dir", epoch, "it is for the part epoch");
    effects.check(
        "--rounds",
        !parts.equals(EnumSet.of(BenchPart.EPOCH)),
        "an epoch is timed as a whole; it is for the other parts");
    effects.check(
        "--threads",
        !parts.equals(EnumSet.of(BenchPart.AUTODIFF)),
        "derivatives take one thread; it is for the other parts");
  }

  private static boolean isSvg(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
  }

  private static void draw(List<GrowthResult> growth, Path file) throws IOException {
    try {
      AtomicFile.write(
          file,
          out -> {
            if (isSvg(file)) {
              GrowthPlot.writeSvg(growth, out);
            } else {
              GrowthPlot.writePng(growth, out);
            }
          });
    } catch (LinkageError | InternalError e) { // a JDK without font libraries
      throw new IOException("this Java cannot draw text; install fontconfig: " + e, e);
    }
  }

  /** {@code 0.1.0-SNAPSHOT} of {@code Chainrule 0.1.0-SNAPSHOT}. */
  private String version() {
    String[] version = spec.version();
    return version.length == 0 ? "" : version[0].replaceFirst("^\\S+ ", "");
  }
}
