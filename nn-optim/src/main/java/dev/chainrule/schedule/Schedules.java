package dev.chainrule.schedule;

import dev.chainrule.nn.Table;
import java.util.function.LongFunction;

/** The schedules by name. To add one: its file, and its line here. */
public final class Schedules {
  /** Every schedule, spread over a run of so many steps. */
  public static final Table<LongFunction<Schedule>> TABLE =
      Table.<LongFunction<Schedule>>of("schedule")
          .with("constant", steps -> new ConstantRate())
          .with("step", steps -> new StepDecay(Math.max(1, steps / 3), 0.1))
          .with("exponential", steps -> new Exponential(Math.pow(0.01, 1.0 / steps)))
          .with("cosine", steps -> new Cosine(steps, 0))
          .with(
              "warmup-cosine",
              steps -> {
                long up = Math.max(1, steps / 20);
                return new Warmup(up, 0.01, new Cosine(Math.max(1, steps - up), 0));
              });

  private Schedules() {}
}
