package dev.chainrule.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.chainrule.optim.Optimizer;
import dev.chainrule.optim.Rule;
import dev.chainrule.optim.Scheduled;
import dev.chainrule.optim.Sgd;
import dev.chainrule.param.Initializer;
import dev.chainrule.param.ParamLayout;
import dev.chainrule.param.ParamSpec;
import dev.chainrule.param.Params;
import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Every schedule of the table over runs of every length that is short, and of some that are not.
 */
final class SchedulesTest {
  private static final double ROUNDING = 1e-13;

  /**
   * What a schedule promises of a run of n steps.
   *
   * @param first at step 0
   * @param last at step n − 1
   * @param end at step n, after the run, and from then on at most
   * @param rising how many steps it rises for, before it falls or stays
   */
  private record Promise(double first, double last, double end, long rising) {}

  private static Map<String, Promise> promises(long n) {
    long up = n / 20;
    return Map.of(
        "constant", new Promise(1, 1, 1, 0),
        "step",
            new Promise(1, n == 1 ? 1 : n == 2 ? 0.1 : 0.01, n == 1 ? 1 : n == 2 ? 0.1 : 0.01, 0),
        "exponential", new Promise(1, Math.pow(0.01, (n - 1.0) / n), 0.01, 0),
        "cosine", new Promise(1, cosine(n - 1, n), 0, 0),
        "warmup-cosine", new Promise(up == 0 ? 1 : 0.01, cosine(n - up - 1, n - up), 0, up));
  }

  private static double cosine(long step, long n) {
    return (1 + Math.cos(Math.PI * step / n)) / 2;
  }

  private static LongStream lengths() {
    return LongStream.concat(
        LongStream.rangeClosed(1, 60), LongStream.of(99, 100, 101, 1000, 4690));
  }

  private static Stream<DynamicTest> everyScheduleOfEveryLength(Law law) {
    return Schedules.TABLE.asMap().entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () ->
                        lengths()
                            .forEach(
                                n ->
                                    law.check(
                                        Objects.requireNonNull(promises(n).get(entry.getKey())),
                                        factors(entry.getValue().apply(n), 2 * n + 2),
                                        (int) n))));
  }

  private interface Law {
    void check(Promise promise, List<Double> factors, int n);
  }

  private static List<Double> factors(Schedule schedule, long steps) {
    return LongStream.range(0, steps).mapToObj(schedule::factor).toList();
  }

  @Test
  void everyMemberMakesAPromise() {
    assertThat(promises(1).keySet()).isEqualTo(Schedules.TABLE.asMap().keySet());
  }

  @TestFactory
  Stream<DynamicTest> endsAreThoseDocumented() {
    return everyScheduleOfEveryLength(
        (promise, factors, n) -> {
          assertThat(factors.get(0)).as("first of %d", n).isCloseTo(promise.first, near(1));
          assertThat(factors.get(n - 1)).as("last of %d", n).isCloseTo(promise.last, near(1));
          assertThat(factors.get(n)).as("after %d", n).isCloseTo(promise.end, near(1));
        });
  }

  private static org.assertj.core.data.Offset<Double> near(double scale) {
    return within(ROUNDING * scale);
  }

  @TestFactory
  Stream<DynamicTest> neverBelowTheEndWithinTheRunAndNeverAboveOne() {
    return everyScheduleOfEveryLength(
        (promise, factors, n) -> {
          for (int step = 0; step < factors.size(); step++) {
            double least = step < n ? Math.min(promise.first, promise.end) - ROUNDING : 0;
            assertThat(factors.get(step))
                .as("step %d of %d", step, n)
                .isBetween(Math.max(least, 0), 1.0);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> risesInTheWarmUpAndNeverAfterwards() {
    return everyScheduleOfEveryLength(
        (promise, factors, n) -> {
          assertThat(factors.get((int) promise.rising)).as("the top of %d", n).isEqualTo(1);
          for (int step = 1; step < factors.size(); step++) {
            double change = factors.get(step) - factors.get(step - 1);
            assertThat(step <= promise.rising ? change > 0 : change <= 0)
                .as("step %d of %d: changed by %s", step, n, change)
                .isTrue();
          }
        });
  }

  /** Three stairs as even as whole steps allow, the first not shorter than what is left over. */
  @Test
  void stepsAreThirds() {
    Schedule five = Schedules.TABLE.get("step").apply(5);
    List<Double> factors = factors(five, 7);
    assertThat(factors.stream().map(f -> Math.round(f * 100)).toList())
        .containsExactly(100L, 100L, 10L, 10L, 1L, 1L, 1L);
    lengths()
        .filter(n -> n >= 3)
        .forEach(
            n -> {
              List<Double> all = factors(Schedules.TABLE.get("step").apply(n), n);
              List<Long> lengths = new ArrayList<>();
              for (double stair : List.of(1.0, 0.1, 0.01)) {
                lengths.add(all.stream().filter(f -> Math.abs(f / stair - 1) < 1e-9).count());
              }
              assertThat(lengths.stream().mapToLong(l -> l).sum()).isEqualTo(n);
              assertThat(lengths).allSatisfy(l -> assertThat(l).isBetween(n / 3, n / 3 + 1));
            });
  }

  /** One step is a whole step, also where a warm-up would have made it a hundredth. */
  @TestFactory
  Stream<DynamicTest> aRunOfOneStepIsAtTheFullRate() {
    return Schedules.TABLE.asMap().entrySet().stream()
        .map(
            e ->
                dynamicTest(
                    e.getKey(), () -> assertThat(e.getValue().apply(1).factor(0)).isEqualTo(1)));
  }

  /** A run that is interrupted after any of its steps goes on with the factor of the next. */
  @TestFactory
  Stream<DynamicTest> resumedIsUninterrupted() {
    return Schedules.TABLE.asMap().entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      for (int n : new int[] {1, 2, 5, 19, 20, 41}) {
                        Rule rule =
                            new Sgd(1).then(new Scheduled(entry.getValue().apply((long) n)));
                        double[] whole = rates(rule, n, -1);
                        for (int stop = 0; stop < n; stop++) {
                          assertThat(rates(rule, n, stop)).isEqualTo(whole);
                        }
                        for (int i = 0; i < n; i++) {
                          assertThat(whole[i])
                              .isCloseTo(entry.getValue().apply((long) n).factor(i), near(1));
                        }
                      }
                    }));
  }

  /** How far each of n steps goes with a gradient of −1; resumed before step {@code stop}. */
  private static double[] rates(Rule rule, int n, int stop) {
    Params theta = number(0);
    Params gradient = number(-1);
    Optimizer optimizer = Optimizer.of(rule, theta);
    double[] rates = new double[n];
    for (int i = 0; i < n; i++) {
      if (i == stop) {
        optimizer = Optimizer.resume(rule, theta, optimizer.state().dup(), optimizer.steps());
      }
      theta.set("w", 0);
      gradient.set("w", -1);
      optimizer.step(gradient);
      rates[i] = theta.get("w")[0];
    }
    return rates;
  }

  private static Params number(double value) {
    Initializer.Fans fans = new Initializer.Fans(1, 1);
    ParamSpec w = new ParamSpec("w", Shape.of(1), fans, (s, f, r) -> new double[] {value});
    return Params.initialize(ParamLayout.of(List.of(w)), DataType.DOUBLE, RandomStream.of(0));
  }
}
