package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.random.RandomStream;
import dev.chainrule.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class IdxPropertyTest {
  @Property
  void whatIsWrittenIsRead(
      @ForAll @Size(min = 1, max = 3) int[] dims, @ForAll long seed, @ForAll boolean gzip)
      throws IOException {
    Idx idx = random(dims, seed);
    assertThat(Idx.read(written(idx, gzip))).isEqualTo(idx);
  }

  @Property
  void everyTruePrefixIsRefused(@ForAll long seed, @ForAll @IntRange(max = 47) int length)
      throws IOException {
    Idx idx = random(new int[] {1, 3, 3}, seed);
    byte[] whole = Files.readAllBytes(written(idx, false));
    assertThat(whole).hasSize(48);
    byte[] prefix = Arrays.copyOf(whole, length);
    assertThatThrownBy(() -> Idx.read(new ByteArrayInputStream(prefix), "cut", length))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith("cut: expected");
  }

  @Property
  void noBytesAtAllCrashTheReader(@ForAll @Size(max = 40) byte[] bytes, @ForAll boolean header) {
    byte[] input = bytes.clone();
    if (header && input.length >= 4) { // else hardly any would pass the first check
      input[0] = 0;
      input[1] = 0;
      input[2] = 8;
    }
    try {
      Idx.read(new ByteArrayInputStream(input), "noise", input.length);
    } catch (IOException e) {
      assertThat(e).isInstanceOf(DataFormatException.class).hasMessageStartingWith("noise: ");
    }
  }

  private static Idx random(int[] dims, long seed) {
    long[] shape = Arrays.stream(dims).mapToLong(d -> Math.floorMod(d, 7) + 1).toArray();
    byte[] bytes = new byte[(int) Shape.of(shape).size()];
    RandomStream random = RandomStream.of(seed);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return Idx.of(Shape.of(shape), bytes);
  }

  private static Path written(Idx idx, boolean gzip) throws IOException {
    Path file = Files.createTempFile("idx", gzip ? ".gz" : ".idx");
    file.toFile().deleteOnExit();
    idx.write(file);
    return file;
  }
}
