package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How long to look. Tasks are timed in turn, round by round, so that what else the machine does
 * falls on all of them; each is first run for a fixed time, until the JIT compiler has done its
 * work.
 *
 * @param rounds how many rounds of each task
 * @param roundMillis about how long a round takes; a slow task's has one step
 * @param warmUpMillis how long each task is run before
 */
public record Effort(int rounds, int roundMillis, int warmUpMillis) {
  /** For numbers to go by. */
  public static final Effort USUAL = new Effort(30, 20, 1000);

  /** To see that all works; its times mean nothing. */
  public static final Effort QUICK = new Effort(2, 1, 2);

  private static final double NANOS_PER_MILLI = 1e6;

  /** Checks the numbers. */
  public Effort {
    if (rounds < 1 || roundMillis < 1 || warmUpMillis < 1) {
      throw new IllegalArgumentException(
          "rounds, roundMillis and warmUpMillis must be at least 1, got "
              + rounds
              + ", "
              + roundMillis
              + ", "
              + warmUpMillis);
    }
  }

  /** With so many rounds. */
  public Effort withRounds(int count) {
    return new Effort(count, roundMillis, warmUpMillis);
  }

  /** With so long a warm-up of each task, if it is not shorter already. */
  Effort withWarmUpOfAtMost(int millis) {
    return new Effort(rounds, roundMillis, Math.min(millis, warmUpMillis));
  }

  /** Times the tasks in turn; a spread for each, in their order. */
  List<Spread> time(List<? extends Task> tasks) {
    long[] steps = new long[tasks.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = warmUp(tasks.get(i));
    }
    double[][] times = new double[tasks.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < steps.length; i++) {
        times[i][round] = round(tasks.get(i), steps[i]);
      }
    }
    List<Spread> spreads = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      spreads.add(Spread.of(times[i], steps[i]));
    }
    return spreads;
  }

  /** Times one task. */
  Spread time(Task task) {
    return time(List.of(task)).get(0);
  }

  /** Runs it for the warm-up's time; how many steps its second half had in a round's time. */
  private long warmUp(Task task) {
    long half = (long) (warmUpMillis * NANOS_PER_MILLI / 2);
    task.before();
    long nanos = 0;
    long calls = 0;
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      calls = 0;
      do {
        task.run();
        calls++;
        nanos = System.nanoTime() - start;
      } while (nanos < half);
    }
    task.after();
    return Math.max(1, Math.round(calls * roundMillis * NANOS_PER_MILLI / nanos));
  }

  /** Microseconds a step. */
  private static double round(Task task, long steps) {
    task.before();
    long start = System.nanoTime();
    for (long i = 0; i < steps; i++) {
      task.run();
    }
    long nanos = System.nanoTime() - start;
    task.after();
    return nanos / 1e3 / steps;
  }
}
