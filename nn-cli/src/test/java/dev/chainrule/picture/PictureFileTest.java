package dev.chainrule.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures against Pillow: {@code src/test/resources/pictures/make.py} made both. */
final class PictureFileTest {
  private static final Path FOLDER = Path.of("src/test/resources/pictures");

  /** Rounding of the expected numbers; a byte's step would be 1. */
  private static final float TOLERANCE = 0.006f;

  @TempDir private Path folder;

  private static JsonNode expected() throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
  }

  static List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    expected().fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @MethodSource("names")
  void isAsBrightAsPillowFindsIt(String name) throws IOException {
    JsonNode right = expected().get(name);
    Brightness found = PictureFile.read(FOLDER.resolve(name));

    assertThat(found.width()).isEqualTo(right.get("width").asInt());
    assertThat(found.height()).isEqualTo(right.get("height").asInt());
    for (int i = 0; i < found.pixels().length; i++) {
      float pixel = right.get("pixels").get(i).floatValue();
      assertThat(255 * found.pixels()[i]).as("pixel %d", i).isCloseTo(pixel, within(TOLERANCE));
    }
  }

  @Test
  void greyWithAlphaIsTheGreyOfTheFile() throws IOException {
    Brightness found = PictureFile.read(FOLDER.resolve("grey-opaque-alpha.png"));
    assertThat(found.at(3, 2)).isEqualTo(64 / 255f);
  }

  @Test
  void whatIsDrawnInWhiteOnNothingIsSeenOnBlack() throws IOException {
    BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 1, 0xffffffff);
    image.setRGB(2, 1, 0x80ffffff);
    Brightness found = PictureFile.read(written(image, "png"));
    assertThat(found.at(1, 1)).isEqualTo(1);
    assertThat(found.at(2, 1)).isEqualTo(128 / 255f);
    assertThat(found.at(0, 0)).isZero();

    image.setRGB(3, 2, 0xff000000); // one black pixel, and it is drawn on white paper
    assertThat(PictureFile.read(written(image, "png")).at(0, 0)).isEqualTo(1);
  }

  @Test
  void aPictureOfNothingIsWhite() throws IOException {
    BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_ARGB);
    assertThat(PictureFile.read(written(image, "png")).pixels()).containsOnly(1);
  }

  private Path written(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  @Test
  void aPrintersColoursAreRefused() {
    assertThatThrownBy(() -> PictureFile.read(FOLDER.resolve("cmyk.jpg")))
        .hasMessageContaining("cmyk.jpg is a JPEG picture that cannot be read")
        .hasMessageContaining("CMYK")
        .hasMessageContaining("save it as RGB");
  }

  /** The first bytes, as Java writes them, and the sentence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "....ftypheic....mif1heic | a HEIC picture and cannot be read; save it as PNG or JPEG",
        "....ftypmif1....heicmif1 | a HEIC picture",
        "....ftypavif....avifmif1 | an AVIF picture",
        "....ftypmp42....isom | a film",
        "RIFF....WEBPVP8  | a WebP picture and cannot be read; save it as PNG or JPEG",
        "%PDF-1.7 | a PDF or PostScript document and cannot be read; export the page as PNG",
        "<?xml version='1.0'?><!-- drawn --><SVG> | an SVG drawing and cannot be read; export it",
        "PK^C^D | an archive and cannot be read; unpack it",
        "II*..... | a TIFF picture",
        "..^A. | an icon",
        "8BPS | a picture in layers",
        "...^LJXL . | a JPEG XL picture",
        "...^LjP  . | a JPEG 2000 picture",
        "this is text | no picture that is known and cannot be read; save it as PNG, JPEG, GIF or",
      })
  void whatIsNoPictureIsNamed(String first, String sentence) throws IOException {
    String bytes = first.replace('.', '\0').replace("^A", "\1").replace("^C", "\3");
    bytes = bytes.replace("^D", "\4").replace("^L", "\f").replace("PDF-1\0", "PDF-1.");
    Path file = folder.resolve("picture.png");
    Files.write(file, bytes.replace("'1\0", "'1.").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(FileKind.of(file).isArray()).isFalse();
    assertThatThrownBy(() -> PictureFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is ")
        .hasMessageContaining(sentence);
  }

  @Test
  void arraysAreToldByTheirFirstFourBytes() {
    assertThat(FileKind.of(new byte[] {0, 0, 8, 3}).isArray()).isTrue();
    assertThat(FileKind.of(new byte[] {0, 0, 0xd, 1}).isArray()).isTrue();
    assertThat(FileKind.of(new byte[] {0x1f, (byte) 0x8b, 8, 0}).isArray()).isTrue();
    assertThat(FileKind.of(new byte[] {0, 0, 8, 0}).isArray()).isFalse();
    assertThat(FileKind.of(new byte[] {0, 0}).isArray()).isFalse();
    assertThat(FileKind.of(new byte[0]).isArray()).isFalse();
  }

  /** A picture that is cut short anywhere, or has one byte changed, is read or refused in words. */
  @ParameterizedTest
  @MethodSource("names")
  void damageIsToldInASentence(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
    Path file = folder.resolve(name);
    int step = Math.max(1, whole.length / 60);
    for (int at = 0; at < whole.length; at += step) {
      Files.write(file, Arrays.copyOf(whole, at));
      readOrRefused(file);
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (0x55 + at);
      Files.write(file, changed);
      readOrRefused(file);
    }
  }

  private static void readOrRefused(Path file) {
    try {
      assertThat(PictureFile.read(file).pixels()).isNotEmpty();
    } catch (IOException e) {
      assertThat(e.getMessage()).startsWith(file + " is ").doesNotContain("null");
    }
  }
}
