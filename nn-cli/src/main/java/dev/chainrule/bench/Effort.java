package dev.chainrule.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How long to look. Tasks are timed in turn, round by round, so that what else the machine does
 * falls on all of them; each is first run for a fixed time, until the JIT compiler has done its
 * work.
 *
 * @param rounds how many rounds of each task; fewer, but five if there are as many, of one whose
 *     step takes longer than a round
 * @param roundMillis about how long a round takes; a slow task's has one step
 * @param warmUpMillis how long each task is run before
 */
public record Effort(int rounds, int roundMillis, int warmUpMillis) {
  /** For numbers to go by. */
  public static final Effort USUAL = new Effort(30, 20, 1000);

  /** To see that all works; its times mean nothing. */
  public static final Effort QUICK = new Effort(2, 1, 2);

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int FEWEST_ROUNDS = 5;

  /** How much longer than planned a task with slow steps may take, before it has fewer rounds. */
  private static final double SLOWER = 2;

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
  List<Spread> time(List<? extends TimedTask> tasks) {
    List<Plan> plans = tasks.stream().map(this::warmUp).toList();
    for (int round = 0; round < rounds; round++) {
      for (Plan plan : plans) {
        if (plan.isDue(round)) {
          plan.times.add(round(plan.task, plan.steps));
        }
      }
    }
    return plans.stream().map(Plan::spread).toList();
  }

  /** What is known of a task, and its times, in microseconds a step. */
  private final class Plan {
    private final TimedTask task;
    private final long steps;
    private final int own;
    private final List<Double> times = new ArrayList<>();

    Plan(TimedTask task, double nanosPerStep) {
      this.task = task;
      double roundNanos = roundMillis * NANOS_PER_MILLI;
      steps = Math.max(1, Math.round(roundNanos / nanosPerStep));
      double affordable = SLOWER * rounds * roundNanos / (steps * nanosPerStep);
      own = (int) Math.min(rounds, Math.max(FEWEST_ROUNDS, affordable));
    }

    /** Rounds of a slow task are fewer, and spread over those of the others. */
    boolean isDue(int round) {
      return (long) (round + 1) * own / rounds > (long) round * own / rounds;
    }

    Spread spread() {
      return Spread.of(times.stream().mapToDouble(Double::doubleValue).toArray(), steps);
    }
  }

  /** Times one task. */
  Spread time(TimedTask task) {
    return time(List.of(task)).get(0);
  }

  /** Runs it for the warm-up's time; the second half tells how long a step takes. */
  private Plan warmUp(TimedTask task) {
    long half = (long) (warmUpMillis * NANOS_PER_MILLI / 2);
    task.before();
    double nanosPerStep = 0;
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      long calls = 0;
      long nanos;
      do {
        task.run();
        calls++;
        nanos = System.nanoTime() - start;
      } while (nanos < half);
      nanosPerStep = (double) nanos / calls;
    }
    task.after();
    return new Plan(task, nanosPerStep);
  }

  /** Microseconds a step. */
  private static double round(TimedTask task, long steps) {
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
