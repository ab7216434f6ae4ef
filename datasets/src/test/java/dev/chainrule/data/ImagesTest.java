package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  private static final Idx PIXELS =
      Idx.of(Shape.of(2, 1, 3), new byte[] {0, (byte) 255, 51, 1, 2, (byte) 128});
  private static final Idx LABELS = Idx.of(Shape.of(2), new byte[] {1, 0});

  @TempDir Path folder;

  @Test
  void scalesBytesToTheUnitInterval() {
    Images images = Images.of("two", PIXELS, LABELS, List.of("coat", "bag"));
    float[] x = new float[6];
    float[] y = new float[2];
    images.read(new int[] {1, 0}, 0, 2, x, y);
    assertThat(x).containsExactly(1 / 255f, 2 / 255f, 128 / 255f, 0f, 1f, 51 / 255f);
    assertThat(y).containsExactly(0f, 1f);
    assertThat(images.className(1)).isEqualTo("bag");
    assertThat(images.classes()).hasValue(2);
  }

  /** A product with 1 / 255f, or a fused conversion, would differ in half of them. */
  @Test
  void everyByteIsItself255thToTheBit() {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    Images images =
        Images.of(
            "all",
            Idx.of(Shape.of(1, 16, 16), all),
            Idx.of(Shape.of(1), new byte[1]),
            Images.numbered(1));
    float[] x = new float[256];
    images.read(new int[1], 0, 1, x, new float[1]);
    for (int i = 0; i < 256; i++) {
      assertThat(x[i]).isEqualTo(i / 255f);
    }
  }

  @Test
  void showsTheSameBytesFlatOrAsImages() {
    Images flat = Images.of("two", PIXELS, LABELS, Images.numbered(2));
    Images square = flat.withImageShape();
    assertThat(flat.inputShape()).isEqualTo(Shape.of(3));
    assertThat(square.inputShape()).isEqualTo(Shape.of(1, 3));
    assertThat(square.pixels()).isSameAs(flat.pixels());
  }

  @Test
  void namesBothFilesThatDoNotAgree() throws IOException {
    Path pixels = folder.resolve("images");
    Path labels = folder.resolve("labels");
    PIXELS.write(pixels);
    Idx.of(Shape.of(3), new byte[] {0, 1, 0}).write(labels);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Images.read("two", pixels, labels, Images.numbered(2)))
        .withMessage(
            pixels
                + " and "
                + labels
                + ": expected as many images as labels, found 2 and 3; take both files from the same"
                + " set");
    LABELS.write(labels);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Images.read("two", pixels, labels, Images.numbered(1)))
        .withMessageContaining(pixels + " and " + labels)
        .withMessageContaining("expected labels below 1, found label 1 in row 0");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Images.read("two", labels, pixels, Images.numbered(2)))
        .withMessageContaining("are the two files swapped?");
  }

  @Test
  void refusesArraysInMemoryLikewise() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.of("two", PIXELS, LABELS, Images.numbered(1)))
        .withMessageContaining("memory and memory: expected labels below 1");
  }

  @Test
  void writesAFolderThatItReads() throws IOException {
    Images images = Images.of("two", PIXELS, LABELS, Images.numbered(2));
    Path deep = folder.resolve("a/b");
    List<Path> written = ImageFolder.write(deep, images, images);
    assertThat(written).hasSize(4).allSatisfy(file -> assertThat(file).isRegularFile());
    TrainTest again = ImageFolder.read("again", deep, Images.numbered(2));
    assertThat(again.train().name()).isEqualTo("again train");
    assertThat(((Images) again.test()).pixels()).isEqualTo(PIXELS);
    assertThat(((Images) again.train()).labels()).isEqualTo(LABELS);
  }
}
