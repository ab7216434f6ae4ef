package dev.chainrule.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times a training step beside its matrix products; and then the reference kernels and formulas.
 * Not at once: a JVM that has met several kinds of kernels and layers asks of each which it is,
 * which costs small steps a tenth, and programs that train have one of each.
 */
public final class StepBench {
  private static final int TRIAL_WARM_UP_MILLIS = 20;
  private static final Effort TRIAL = new Effort(7, 1, TRIAL_WARM_UP_MILLIS);
  private static final int LEAST_STEPS = 50; // to count bytes over

  private static final Logger LOG = LoggerFactory.getLogger(StepBench.class);

  private StepBench() {}

  /** Times one workload on so many threads, beside its products. */
  public static StepResult run(Workload workload, int threads, Effort effort) {
    List<MatrixProduct> plan = StepProducts.of(workload);
    try (StepProductsTask products = new StepProductsTask(plan, threads, TRIAL);
        StepProductsTask one = new StepProductsTask(plan, 1, TRIAL)) {
      TrainingStep step = workload.step(BenchKernels.best(threads));
      Phases phases = new Phases(workload.step(BenchKernels.best(threads)));
      List<Spread> times = effort.time(List.of(step, products, one, phases));
      boolean split = times.get(1).median() < times.get(2).median();
      StepProductsTask best = split ? products : one;
      LOG.info("{}: products on {} threads: {}", workload.name(), threads, products.chosen());
      LOG.info("{}: products on one thread: {}", workload.name(), one.chosen());
      Spread stepUs = times.get(0);
      Spread productsUs = times.get(split ? 1 : 2);
      return new StepResult(
          workload.name(),
          workload.network(),
          workload.batch(),
          workload.optimizer(),
          stepUs,
          productsUs,
          stepUs.median() / productsUs.median(),
          phases.medians(),
          times.get(2),
          null,
          null,
          Allocation.perStep(step, Math.max(LEAST_STEPS, stepUs.stepsPerRound())),
          workload.batch() * 1e6 / stepUs.median(),
          arrangements(best));
    }
  }

  /** Adds the other ways of computing it. */
  public static StepResult others(
      StepResult result, Workload workload, int threads, Effort effort) {
    List<Spread> times =
        effort.time(
            List.of(
                workload.step(BenchKernels.reference()),
                workload.formulaStep(BenchKernels.best(threads))));
    return result.withOthers(times.get(0), times.get(1));
  }

  private static Map<String, String> arrangements(StepProductsTask products) {
    Map<String, String> said = new LinkedHashMap<>();
    products.chosen().forEach((p, how) -> said.put(p.toString(), how.toString()));
    return said;
  }
}
