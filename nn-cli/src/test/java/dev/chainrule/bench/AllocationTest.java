package dev.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Garbage is counted, on whichever thread it is made; a training step makes none. */
final class AllocationTest {
  private static final int STEPS = 1000;

  private final AtomicReference<byte[]> kept = new AtomicReference<>();

  @Test
  void arraysAreCounted() {
    assertThat(Allocation.perStep(() -> kept.set(new byte[1000]), STEPS)).isBetween(1000L, 1100L);
  }

  @Test
  void otherThreadsAreCounted() throws InterruptedException {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      long bytes =
          Allocation.perStep(
              () -> {
                try {
                  other.submit(() -> kept.set(new byte[100_000])).get();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              },
              100);
      assertThat(bytes).isBetween(100_000L, 110_000L);
    } finally {
      other.shutdown();
      assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void nothingIsNothing() {
    assertThat(Allocation.perStep(() -> {}, STEPS)).isZero();
  }

  @Test
  void callersCountCallsAndTellFailures() {
    Callers callers = new Callers(2, () -> () -> {});
    double rate = 0;
    for (int i = 0; i < 100 && rate == 0; i++) { // where cores are shared they may begin late
      rate = callers.rate(20);
    }
    callers.stop();
    assertThat(rate).isPositive();
    Callers failing =
        new Callers(
            1,
            () -> {
              throw new IllegalStateException("no task");
            });
    failing.stop();
    assertThatThrownBy(() -> failing.rate(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no task");
  }
}
