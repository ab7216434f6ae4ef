package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times a training step at doubling sizes. */
public final class GrowthBench {
  private static final int ROUNDS = 7;
  private static final int WARM_UP_MILLIS = 400;
  private static final int WARM_UP_LARGEST = 32;

  private GrowthBench() {}

  /**
   * Times all sizes up to {@code most}, on so many threads.
   *
   * @param effort of which at most seven rounds and a shorter warm-up are used, for there are many
   *     sizes
   */
  public static GrowthResult run(Growth growth, int most, int threads, Effort effort) {
    Effort each =
        effort.withRounds(Math.min(ROUNDS, effort.rounds())).withWarmUpOfAtMost(WARM_UP_MILLIS);
    // The first sizes must not be those that the JIT compiler is still busy with.
    for (int n : growth.sizes(Math.min(most, WARM_UP_LARGEST))) {
      effort.withRounds(1).time(growth.at(n).step(BenchKernels.best(threads)));
    }
    List<GrowthResult.Point> points = new ArrayList<>();
    for (int n : growth.sizes(most)) {
      TimedTask step = growth.at(n).step(BenchKernels.best(threads));
      points.add(new GrowthResult.Point(n, each.time(step)));
    }
    return GrowthResult.of(
        growth.name().toLowerCase(Locale.ROOT), growth.network(), growth.expected(), points);
  }
}
