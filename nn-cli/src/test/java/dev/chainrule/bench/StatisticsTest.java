package dev.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of times, on times that are made up. */
final class StatisticsTest {
  @Test
  void theExponentOfAPowerIsFound() {
    double[] n = {1, 2, 4, 8, 16};
    double[] t = new double[n.length];
    for (int i = 0; i < n.length; i++) {
      t[i] = 3 * Math.pow(n[i], 1.7);
    }
    PowerLaw law = PowerLaw.fit(n, t, 0);
    assertThat(law.exponent()).isCloseTo(1.7, within(1e-12));
    assertThat(law.factor()).isCloseTo(3, within(1e-12));
  }

  @Test
  void onlyTheUpperHalfIsFitted() {
    List<GrowthResult.Point> points = new ArrayList<>();
    for (int n : new int[] {1, 2, 4, 8, 16, 32}) {
      double time = n < 8 ? 50 : n * n;
      points.add(new GrowthResult.Point(n, Spread.of(new double[] {time}, 1)));
    }
    GrowthResult result = GrowthResult.of("batch", "n-n", 2, points);
    assertThat(result.fittedFrom()).isEqualTo(8);
    assertThat(result.exponent()).isCloseTo(2, within(1e-12));
  }

  @Test
  void oneSizeHasNoExponent() {
    assertThatThrownBy(() -> PowerLaw.fit(new double[] {4}, new double[] {1}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two sizes");
  }

  @Test
  void aSpreadIsTheMedianAndTheTenths() {
    double[] times = {7, 1, 11, 5, 3, 9, 2, 6, 4, 10, 8};
    assertThat(Spread.of(times, 20)).isEqualTo(new Spread(6, 2, 10, 11, 20));
    assertThat(times[0]).as("untouched").isEqualTo(7);
    assertThat(Spread.of(new double[] {1, 2}, 1).median()).isEqualTo(1.5);
    assertThat(Spread.of(new double[] {0.1234}, 1)).hasToString("0.12 [0.12–0.12]");
    assertThat(Spread.digits(12_345.6)).isEqualTo("12,346");
  }

  @Test
  void everyTaskHasAsManyRoundsBetweenBeforeAndAfter() {
    List<String> seen = new ArrayList<>();
    TimedTask task =
        new TimedTask() {
          @Override
          public void before() {
            seen.add("before");
          }

          @Override
          public void run() {
            if (!seen.get(seen.size() - 1).equals("run")) {
              seen.add("run");
            }
          }

          @Override
          public void after() {
            seen.add("after");
          }
        };
    Spread spread = new Effort(2, 1, 1).time(task);
    assertThat(spread.rounds()).isEqualTo(2);
    assertThat(seen)
        .containsExactly(
            "before", "run", "after", "before", "run", "after", "before", "run", "after");
  }

  @Test
  void slowTasksHaveFewerRounds() {
    TimedTask slow =
        () -> {
          long end = System.nanoTime() + 20_000_000;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
        };
    assertThat(new Effort(30, 1, 1).time(slow).rounds()).isEqualTo(5);
    assertThat(new Effort(3, 1, 1).time(slow).rounds()).isEqualTo(3);
  }

  @Test
  void sizesDoubleUpToTheLargest() {
    assertThat(Growth.BATCH.sizes(Integer.MAX_VALUE))
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096);
    assertThat(Growth.WIDTH.sizes(Integer.MAX_VALUE)).hasSize(9).startsWith(16).endsWith(4096);
    assertThat(Growth.DEPTH.sizes(Integer.MAX_VALUE)).hasSize(7).startsWith(1).endsWith(64);
    assertThat(Growth.WIDTH.sizes(1)).containsExactly(16, 32);
    assertThat(Growth.DEPTH.at(3).widths()).containsExactly(128, 128, 128, 128, 10);
  }

  @Test
  void theProcessorsNameIsReadWhereThereIsOne() {
    assertThat(Machine.name(List.of("processor\t: 0", "model name\t: Some CPU @ 3 GHz", "x : y")))
        .isEqualTo("Some CPU @ 3 GHz");
    assertThat(Machine.name(List.of("processor : 0"))).isEqualTo(System.getProperty("os.arch"));
  }
}
