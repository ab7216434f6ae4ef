package dev.chainrule.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BufferPoolTest {
  @Test
  void nobodyGetsWhatAnotherHas() {
    BufferPool<int[]> spares = new BufferPool<>();
    assertThat(spares.take()).isNull();
    int[] one = new int[1];
    int[] two = new int[2];
    spares.leave(one);
    spares.leave(two);
    assertThat(Stream.of(spares.take(), spares.take())).containsExactlyInAnyOrder(one, two);
    assertThat(spares.take()).isNull();
  }

  @Test
  void moreThanThereAreThreadsAreForgotten() {
    BufferPool<int[]> spares = new BufferPool<>();
    for (int i = 0; i < 100; i++) {
      spares.leave(new int[0]);
    }
    int taken = 0;
    while (spares.take() != null) {
      taken++;
    }
    assertThat(taken).isBetween(2, 99);
  }
}
