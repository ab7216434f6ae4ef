package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A named directory with the sets that come with Chainrule. */
class DigitFilesTest {
  @TempDir Path folder;

  @Test
  void digitsAreReadFromIt() throws IOException {
    LoadOptions few = LoadOptions.DEFAULT.withRows(60).withSeed(5);
    TrainTest drawn = Datasets.load("digits", few);
    LoadOptions here = LoadOptions.DEFAULT.withDataDirectory(folder);
    for (Path to : List.of(folder, folder.resolve("digits"))) {
      List<Path> made = Datasets.make("digits", few, to);
      assertThat(Datasets.fetch("digits", here)).isEqualTo(made);
      TrainTest read = Datasets.load("digits", here);
      assertThat(read.train().size()).isEqualTo(60);
      assertThat(read.test().size()).isEqualTo(12);
      assertThat(firstRow(read)).isEqualTo(firstRow(drawn));
    }
    assertThat(Datasets.load("digits", here.withRows(7)).train().size()).isEqualTo(7);
  }

  @Test
  void digitsThatAreNotAllThereAreRefused() throws IOException {
    assertDigitsRefused(
        folder,
        ("%s: expected the four files of digits (train-images-idx3-ubyte.gz,"
                + " train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,"
                + " t10k-labels-idx1-ubyte.gz) there or in %s, found none; make them first, or name"
                + " no directory to load the bundled ones")
            .formatted(folder, folder.resolve("digits")));
    Datasets.make("digits", LoadOptions.DEFAULT.withRows(20), folder);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
    assertDigitsRefused(
        folder,
        folder
            + ": expected the four files of digits, found 3; missing (with or without .gz): "
            + "t10k-labels-idx1-ubyte.gz");
    Path nowhere = folder.resolve("nowhere");
    assertDigitsRefused(
        nowhere,
        nowhere + ": expected a directory of data, found nothing of this name; check the path");
  }

  @Test
  void problemsInThePlaneHaveNoUseForIt() {
    LoadOptions here = LoadOptions.DEFAULT.withDataDirectory(folder).withRows(10);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Datasets.load("moons", here))
        .withMessage(
            "dataDirectory has no effect on moons; it is for digits, mnist, fashion, kmnist");
  }

  private static void assertDigitsRefused(Path directory, String message) {
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> Datasets.load("digits", LoadOptions.DEFAULT.withDataDirectory(directory)))
        .withMessage(message);
  }

  private static float[] firstRow(TrainTest data) {
    float[] x = new float[784];
    data.train().read(new int[] {0}, 0, 1, x, new float[1]);
    return x;
  }
}
