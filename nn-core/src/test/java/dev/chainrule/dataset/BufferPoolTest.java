package dev.chainrule.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BufferPoolTest {
  @Test
  void nobodyGetsWhatAnotherHas() {
    BufferPool<int[]> buffers = new BufferPool<>();
    assertThat(buffers.take()).isNull();
    int[] one = new int[1];
    int[] two = new int[2];
    buffers.leave(one);
    buffers.leave(two);
    assertThat(Stream.of(buffers.take(), buffers.take())).containsExactlyInAnyOrder(one, two);
    assertThat(buffers.take()).isNull();
  }

  @Test
  void moreThanThereAreThreadsAreForgotten() {
    BufferPool<int[]> buffers = new BufferPool<>();
    for (int i = 0; i < 100; i++) {
      buffers.leave(new int[0]);
    }
    int taken = 0;
    while (buffers.take() != null) {
      taken++;
    }
    assertThat(taken).isBetween(2, 99);
  }
}
