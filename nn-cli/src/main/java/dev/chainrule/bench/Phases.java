package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.List;

/** A training step that looks at the clock between its parts. */
final class Phases implements TimedTask {
  private static final int COUNT = 4;

  private final TrainingStep step;
  private final long[] nanos = new long[COUNT];
  private final List<double[]> rounds = new ArrayList<>();
  private long steps;

  Phases(TrainingStep step) {
    this.step = step;
  }

  @Override
  public void before() {
    java.util.Arrays.fill(nanos, 0);
    steps = 0;
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    step.forward();
    long forward = System.nanoTime();
    step.loss();
    long loss = System.nanoTime();
    step.backward();
    long backward = System.nanoTime();
    step.update();
    nanos[0] += forward - start;
    nanos[1] += loss - forward;
    nanos[2] += backward - loss;
    nanos[3] += System.nanoTime() - backward;
    steps++;
  }

  @Override
  public void after() {
    double[] each = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      each[i] = nanos[i] / 1e3 / steps;
    }
    rounds.add(each);
  }

  /** Medians over the rounds; the first was to warm up. */
  PhasesUs medians() {
    return new PhasesUs(median(0), median(1), median(2), median(3));
  }

  private double median(int phase) {
    double[] times = rounds.stream().skip(1).mapToDouble(each -> each[phase]).toArray();
    return Spread.of(times, 1).median();
  }
}
