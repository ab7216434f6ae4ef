package dev.chainrule.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Times a training step beside its matrix products, the reference kernels and formulas. */
public final class StepBench {
  private static final int TRIAL_WARM_UP_MILLIS = 20;
  private static final Effort TRIAL = new Effort(7, 1, TRIAL_WARM_UP_MILLIS);
  private static final int LEAST_STEPS = 50; // to count bytes over

  private static final Logger LOG = LoggerFactory.getLogger(StepBench.class);

  private StepBench() {}

  /** Times one workload on so many threads. */
  public static StepResult run(Workload workload, int threads, Effort effort) {
    List<Product> plan = Products.of(workload);
    try (ProductsTask products = new ProductsTask(plan, threads, TRIAL);
        ProductsTask one = new ProductsTask(plan, 1, TRIAL)) {
      TrainingStep step = workload.step(BenchKernels.best(threads));
      Phases phases = new Phases(workload.step(BenchKernels.best(threads)));
      List<Spread> times =
          effort.time(
              List.of(
                  step,
                  products,
                  one,
                  workload.step(BenchKernels.reference()),
                  workload.formulaStep(BenchKernels.best(threads)),
                  phases));
      boolean split = times.get(1).median() < times.get(2).median();
      ProductsTask best = split ? products : one;
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
          times.get(3),
          times.get(4),
          Allocation.perStep(step, Math.max(LEAST_STEPS, stepUs.stepsPerRound())),
          workload.batch() * 1e6 / stepUs.median(),
          arrangements(best));
    }
  }

  private static Map<String, String> arrangements(ProductsTask products) {
    Map<String, String> said = new LinkedHashMap<>();
    products.chosen().forEach((p, how) -> said.put(p.toString(), how.toString()));
    return said;
  }
}
