package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.activation.Identity;
import dev.chainrule.cli.CommandLineRunner.Result;
import dev.chainrule.data.Idx;
import dev.chainrule.layer.Dense;
import dev.chainrule.nn.Network;
import dev.chainrule.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** {@code nn predict} and pictures that are not square, or none. */
final class PredictPicturesTest {
  @TempDir private Path folder;
  private String model = "";

  @BeforeEach
  void makeANetworkOfTwoRowsAndThreeColumns() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Network.of(Shape.of(6), Dense.of(2, new Identity()), 1, DataType.FLOAT).save(file);
    model = file.toString();
  }

  private Result predict(Path picture, String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "predict";
    all[1] = model;
    all[2] = picture.toString();
    all[3] = "--json";
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandLineRunner.run(all);
  }

  /** Its pixels are 0, 40, 80 … */
  private Path png(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, Math.min(255, 40 * i));
    }
    Path file = folder.resolve("picture.png");
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    return file;
  }

  private Path idx(int rows, int columns) throws IOException {
    byte[] bytes = new byte[2 * rows * columns];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.min(255, 40 * i);
    }
    Path file = folder.resolve("pictures.idx3-ubyte");
    Idx.of(Shape.of(2, rows, columns), bytes).write(file);
    return file;
  }

  @Test
  void ofTheNetworksOwnSizeTheyAreTakenAsTheyAre() throws IOException {
    Result picture = predict(png(3, 2));
    assertThat(picture.exitCode()).as(picture.err()).isZero();
    Result array = predict(idx(2, 3), "--first", "1");
    assertThat(array.exitCode()).as(array.err()).isZero();
    assertThat(picture.lastLineAsJson().get("probabilities"))
        .isEqualTo(array.lastLineAsJson().get("probabilities"));
  }

  @Test
  void ofAnotherSizeTheNetworksOwnMustBeSaid() throws IOException {
    Path large = png(30, 20);
    assertThat(predict(large).err()).contains("no square picture", "--size ROWSxCOLUMNS");
    Result said = predict(large, "--size", "2x3");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(predict(large, "--size", "3x3").err())
        .contains("takes 6 numbers, a picture of 3 × 3 has 9; give another --size");
    Result wrong = predict(large, "--size", "large");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("expected rows and columns such as 28x14, got 'large'");
  }

  /** The first bytes of files as phones and web pages give them; . is a zero byte. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "...~ftypheic....mif1heic | is a HEIC picture and cannot be read; save it as PNG or JPEG",
        "...~ftypavif....avifmif1 | is an AVIF picture and cannot be read; save it as PNG or JPEG",
        "RIFF....WEBPVP8 | is a WebP picture and cannot be read; save it as PNG or JPEG",
      })
  void filesOfOtherKindsAreNamed(String first, String sentence) throws IOException {
    Path file = folder.resolve("7.jpg");
    String bytes = first.replace('.', '\0').replace('~', '\30') + "\0".repeat(100);
    Files.write(file, bytes.getBytes(StandardCharsets.ISO_8859_1));
    Result result = predict(file);

    assertThat(result.exitCode()).isOne();
    assertThat(result.err()).isEqualTo("nn: " + file + " " + sentence + "\n");
  }
}
