package dev.chainrule.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bytes become their quotients by 255, to the last bit, and nothing else is written. */
final class PixelBufferTest {
  @Test
  void everyByteInEveryPlace() {
    PixelBuffer buffer = new PixelBuffer(257);
    for (int i = 0; i < 257; i++) {
      buffer.bytes()[i] = (byte) i;
    }
    float[] out = new float[260];
    for (int count = 0; count <= 257; count++) { // odd ones too
      Arrays.fill(out, -1);
      buffer.scale(count, out, 2);
      for (int i = 0; i < out.length; i++) {
        boolean isScaled = i >= 2 && i < 2 + count;
        assertThat(out[i]).isEqualTo(isScaled ? ((i - 2) & 0xff) / 255f : -1);
      }
    }
  }
}
