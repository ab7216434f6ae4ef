package dev.chainrule.schedule;

import dev.chainrule.registry.Registry;
import java.util.function.LongFunction;

/** The schedules by name. To add one: its file, and its line here. */
public final class Schedules {
  /** The share of a run's steps in which {@code warmup-cosine} rises. */
  private static final int WARMUP = 20;

  /**
   * Every schedule, spread over a run of the given number of steps, one at least. All have factors
   * between 0 and 1, and at the first step 1, apart from a warm-up's.
   *
   * <ul>
   *   <li>constant: 1.
   *   <li>step: 1, 0.1 and 0.01, each for a third of the steps; it stays at 0.01.
   *   <li>exponential: falls to 0.01, where it would be after the last step.
   *   <li>cosine: falls to 0, where it would be after the last step, and stays there.
   *   <li>warmup-cosine: rises from 0.01 in the first twentieth of the steps, rounded down, so that
   *       runs of fewer than 20 steps have no warm-up; in the rest it is cosine.
   * </ul>
   */
  public static final Registry<LongFunction<Schedule>> TABLE =
      Registry.<LongFunction<Schedule>>of("schedule")
          .with("constant", steps -> new ConstantRate())
          .with("step", steps -> new StepDecay(steps, 3, 0.1))
          .with("exponential", steps -> new Exponential(Math.pow(0.01, 1.0 / steps)))
          .with("cosine", steps -> new Cosine(steps, 0))
          .with(
              "warmup-cosine",
              steps -> new Warmup(steps / WARMUP, 0.01, new Cosine(steps - steps / WARMUP, 0)));

  private Schedules() {}
}
