package dev.chainrule.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StallGuardTest {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final InputStream in =
      new InputStream() {
        @Override
        public int read() {
          return -1;
        }

        @Override
        public void close() {
          closed.countDown();
        }
      };

  @Test
  void closesAStreamOnWhichNothingMoves() throws InterruptedException {
    try (StallGuard guard = new StallGuard(in, Duration.ofMillis(50))) {
      guard.moved();
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void leavesAStreamThatMoves() throws InterruptedException {
    try (StallGuard guard = new StallGuard(in, Duration.ofSeconds(2))) {
      for (int i = 0; i < 30; i++) {
        guard.moved();
        assertThat(closed.await(100, TimeUnit.MILLISECONDS)).isFalse();
      }
    }
  }
}
