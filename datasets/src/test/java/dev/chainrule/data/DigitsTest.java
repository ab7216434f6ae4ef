package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void bundledFilesAreWhatTheGeneratorGives() {
    assertSame(Digits.train(), Digits.generateTrain(Digits.TRAIN_SIZE, Digits.SEED));
    assertSame(Digits.test(), Digits.generateTest(Digits.TEST_SIZE, Digits.SEED));
  }

  private static void assertSame(Images bundled, Images generated) {
    // equals first: AssertJ's description of eight million bytes takes minutes
    assertThat(bundled.pixels().equals(generated.pixels()))
        .as("%s: run MakeBundledDigits after a change of the generator", bundled.name())
        .isTrue();
    assertThat(bundled.labels()).isEqualTo(generated.labels());
  }

  @Test
  void haveTheSizesPromised() {
    assertThat(Digits.train().pixels().shape()).isEqualTo(Shape.of(10_000, 28, 28));
    assertThat(Digits.test().pixels().shape()).isEqualTo(Shape.of(2_000, 28, 28));
    assertThat(Digits.train().name()).isEqualTo("digits train");
    assertThat(Digits.test().name()).isEqualTo("digits test");
  }

  @Test
  void everyDigitIsEquallyOften() {
    for (Images images : new Images[] {Digits.train(), Digits.test(), Digits.generate(55, 3)}) {
      int[] counts = new int[10];
      for (byte label : images.labels().bytes()) {
        counts[label]++;
      }
      int least = Arrays.stream(counts).min().getAsInt();
      assertThat(counts).containsAnyOf(images.size() / 10);
      assertThat(Arrays.stream(counts).max().getAsInt()).isBetween(least, least + 1);
    }
  }

  @Test
  void noImageIsDrawnTwice() {
    Set<ByteBuffer> seen = new HashSet<>();
    for (Images images : new Images[] {Digits.train(), Digits.test()}) {
      byte[] pixels = images.pixels().bytes();
      for (int i = 0; i < images.size(); i++) {
        assertThat(seen.add(ByteBuffer.wrap(pixels, i * 784, 784))).isTrue();
      }
    }
  }

  @Test
  void everyImageHasInkOnCleanPaper() {
    byte[] pixels = Digits.test().pixels().bytes();
    for (int i = 0; i < Digits.TEST_SIZE; i++) {
      int ink = 0;
      for (int j = 0; j < 784; j++) {
        ink += pixels[i * 784 + j] == 0 ? 0 : 1;
      }
      assertThat(ink).isBetween(20, 400);
    }
  }

  @Test
  void seedsAndSizesDecideWhatIsDrawn() {
    assertThat(Digits.generate(20, 7).pixels()).isEqualTo(Digits.generate(20, 7).pixels());
    assertThat(Digits.generate(20, 8).pixels()).isNotEqualTo(Digits.generate(20, 7).pixels());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digits.generate(0, 1))
        .withMessageStartingWith("n must be 1 to 2739137 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digits.generate(3_000_000, 1))
        .withMessageContaining("which fit in one Java array, got 3000000");
  }

  @Test
  void areSmallEnoughToBundle() throws IOException {
    long total = 0;
    for (String name :
        new String[] {
          ImageFolder.TRAIN_IMAGES,
          ImageFolder.TRAIN_LABELS,
          ImageFolder.TEST_IMAGES,
          ImageFolder.TEST_LABELS
        }) {
      try (InputStream in = Digits.class.getResourceAsStream("digits/" + name + ".gz")) {
        total += in.readAllBytes().length;
      }
    }
    assertThat(total).isLessThan(3_000_000);
  }
}
