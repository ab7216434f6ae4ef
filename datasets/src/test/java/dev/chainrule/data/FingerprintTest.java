package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal rows are known again wherever they are, and others are told apart. */
final class FingerprintTest {
  @TempDir private Path folder;

  @Test
  void rowsAreKnownAgainInAFile() throws Exception {
    LoadOptions few = LoadOptions.DEFAULT.withRows(60).withSeed(5);
    Datasets.make("digits", few, folder);
    TrainTest drawn = Datasets.load("digits", few);
    TrainTest read = Datasets.load("digits", LoadOptions.DEFAULT.withDataDirectory(folder));
    assertThat(Fingerprint.of(read.train())).isEqualTo(Fingerprint.of(drawn.train()));
    assertThat(Fingerprint.of(read.test())).isEqualTo(Fingerprint.of(drawn.test()));
    assertThat(Fingerprint.of(read.train()).text()).startsWith("60 rows of [784], ");
  }

  @Test
  void oneNumberOneLabelTheOrderAndTheCountAllCount() {
    Dataset points = points(new float[] {0, 1, 2, 3, 4, 5}, 0, 1, 0);
    assertThat(Fingerprint.of(points))
        .isEqualTo(Fingerprint.of(points(new float[] {0, 1, 2, 3, 4, 5}, 0, 1, 0)))
        .isNotEqualTo(Fingerprint.of(points(new float[] {0, 1, 2, 3, 4, 5.000001f}, 0, 1, 0)))
        .isNotEqualTo(Fingerprint.of(points(new float[] {0, 1, 2, 3, 4, 5}, 0, 1, 1)))
        .isNotEqualTo(Fingerprint.of(points(new float[] {2, 3, 0, 1, 4, 5}, 1, 0, 0)))
        .isNotEqualTo(Fingerprint.of(points.first(2)));
  }

  /** So that another program can compute it: 1f is 00 00 80 3f. */
  @Test
  void itIsCrc32cOfLittleEndianFloats() {
    Dataset one = Points.of("one", new float[] {1}, new int[] {0}, 1);
    CRC32C x = new CRC32C();
    x.update(new byte[] {0, 0, (byte) 0x80, 0x3f});
    CRC32C y = new CRC32C();
    y.update(new byte[4]);
    assertThat(Fingerprint.of(one).text())
        .isEqualTo("1 rows of [1], %08x%08x", x.getValue(), y.getValue());
  }

  /** 100 million rows of 100 numbers would take minutes to read through. */
  @Test
  void ofVeryManyRowsSomeAreLookedAt() {
    Huge huge = new Huge(0);
    Fingerprint fingerprint = Fingerprint.of(huge);
    assertThat(huge.read).isEqualTo(4096);
    assertThat(fingerprint.text()).startsWith("100000000 rows of [100], ");
    assertThat(fingerprint).isNotEqualTo(Fingerprint.of(new Huge(1)));
  }

  private static Dataset points(float[] x, int... labels) {
    return Points.of("points", x, labels, 2);
  }

  /** Rows whose numbers are their own index. */
  private static final class Huge implements Dataset {
    private final int shift;
    private int read;

    Huge(int shift) {
      this.shift = shift;
    }

    @Override
    public String name() {
      return "huge";
    }

    @Override
    public int size() {
      return 100_000_000;
    }

    @Override
    public Shape inputShape() {
      return Shape.of(100);
    }

    @Override
    public Shape targetShape() {
      return Shape.of();
    }

    @Override
    public OptionalInt classes() {
      return OptionalInt.of(2);
    }

    @Override
    public void read(int[] rows, int from, int count, float[] x, float[] y) {
      read += count;
      for (int i = 0; i < count; i++) {
        Arrays.fill(x, i * 100, (i + 1) * 100, rows[from + i] + shift);
        y[i] = rows[from + i] % 2;
      }
    }
  }
}
