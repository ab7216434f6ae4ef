package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Bounded time, threads and waiting. */
final class WorkersTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void workThatTakesTooLongIsInterruptedAndSaidToBe() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    try (Workers workers = new Workers(1, 1, Duration.ofMillis(50))) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      () -> {
                        try {
                          new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                          interrupted.countDown();
                        }
                        return 0;
                      }))
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(422))
          .hasMessageContaining("seconds that a request may take");
      interrupted.await();
      assertThat(new Workers(1, 1, LONG).run(() -> 7)).isEqualTo(7);
    }
  }

  @Test
  void theOneTooManyIsTurnedAway() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Workers workers = new Workers(1, 1, LONG)) {
      Thread first =
          new Thread(
              () -> {
                try {
                  workers.run(
                      () -> {
                        begun.countDown();
                        end.await();
                        return 0;
                      });
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      first.start();
      begun.await();
      Thread second =
          new Thread(
              () -> {
                try {
                  workers.run(() -> 0);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      second.start();
      while (second.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> workers.run(() -> 0))
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(503));
      end.countDown();
      first.join();
      second.join();
      assertThat(workers.run(() -> 7)).isEqualTo(7);
    }
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    try (Workers workers = new Workers(1, 1, LONG)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      () -> {
                        throw new IOException("the disk");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("the disk");
    }
  }
}
