package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names and folders in which people have the four files of MNIST. */
class ImageFilesTest {
  private static final int ROWS = 40;

  @TempDir Path folder;

  /** Writes four files of 2 × 3 pixels; {@code %s} is a name such as train-images. */
  private void write(String pattern, int classes) throws IOException {
    for (String part : List.of("train", "t10k")) {
      for (String kind : List.of("images-idx3", "labels-idx1")) {
        boolean images = kind.startsWith("images");
        byte[] bytes = new byte[images ? ROWS * 6 : ROWS];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (images ? i : i % classes);
        }
        String name = pattern.replace("PART", part).replace("KIND", kind);
        name = name.replace("SORT", kind.substring(0, 6)).replace("RANK", images ? "3" : "1");
        Path file = folder.resolve(name.replace("TEST", part.equals("train") ? "train" : "test"));
        Files.createDirectories(file.getParent());
        Idx.of(images ? Shape.of(ROWS, 2, 3) : Shape.of(ROWS), bytes).write(file);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mnist, mnist/PART-KIND-ubyte",
    "mnist, mnist/PART-KIND-ubyte.gz",
    "mnist, mnist/PART-SORT.idxRANK-ubyte", // Kaggle
    "mnist, mnist/PART-SORT.idxRANK-ubyte.gz",
    "mnist, mnist/PART-KIND-ubyte/PART-KIND-ubyte", // Kaggle, unpacked
    "mnist, MNIST/raw/PART-KIND-ubyte", // PyTorch
    "mnist, MNIST/raw/PART-KIND-ubyte.gz",
    "mnist, MNIST/PART-KIND-ubyte",
    "fashion, FashionMNIST/raw/PART-KIND-ubyte",
    "fashion, fashion-mnist/PART-KIND-ubyte.gz",
    "kmnist, KMNIST/raw/PART-KIND-ubyte",
    "mnist, mnist/TEST-KIND-ubyte",
    "mnist, mnist/emnist-letters-TEST-KIND-ubyte.gz", // EMNIST
    "mnist, Mnist/PART-KIND-UBYTE.GZ",
    "digits, PART-KIND-ubyte.gz",
    "digits, PART-SORT.idxRANK-ubyte",
    "digits, digits/PART-SORT.idxRANK-ubyte",
    "digits, emnist-digits-TEST-KIND-ubyte",
  })
  void areFound(String set, String pattern) throws IOException {
    write(pattern, 10);
    TrainTest data = Datasets.load(set, LoadOptions.DEFAULT.withDataDirectory(folder));

    assertThat(data.train().size()).isEqualTo(ROWS);
    assertThat(data.test().inputShape()).isEqualTo(Shape.of(6));
    assertThat(data.train().classes()).hasValue(10);
  }

  @ParameterizedTest
  @CsvSource({"MNIST", "MNIST/raw"})
  void aFolderMayBeNamedItself(String name) throws IOException {
    write("MNIST/raw/PART-KIND-ubyte", 10);
    Path here = folder.resolve(name);
    LoadOptions options = LoadOptions.DEFAULT.withDataDirectory(here);

    assertThat(Datasets.load("mnist", options).train().size()).isEqualTo(ROWS);
  }

  @Test
  void ofSeveralSetsNoneIsTaken() throws IOException {
    write("digits/emnist-letters-TEST-KIND-ubyte", 10);
    write("digits/emnist-mnist-TEST-KIND-ubyte", 10);
    LoadOptions here = LoadOptions.DEFAULT.withDataDirectory(folder);

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> Datasets.load("digits", here))
        .withMessageContaining("several sets (emnist-letters, emnist-mnist); put the files of one")
        .withMessageContaining(folder.resolve("digits").toString());
    write("digits/PART-KIND-ubyte", 10);
    assertThat(Datasets.load("digits", here).train().size()).isEqualTo(ROWS);
  }

  @Test
  void classesFollowFromLabels() throws IOException {
    write("digits/PART-KIND-ubyte", 27); // as EMNIST's letters, 1 to 26
    LoadOptions here = LoadOptions.DEFAULT.withDataDirectory(folder);
    try (LogCapture log = new LogCapture(ImageFolder.class)) {
      TrainTest letters = Datasets.load("digits", here);
      assertThat(letters.train().classes()).hasValue(27);
      assertThat(letters.test().classes()).hasValue(27);
      assertThat(letters.train().className(26)).isEqualTo("26");
      assertThat(log.warnings())
          .containsExactly(
              folder.resolve("digits")
                  + ": labels of digits go up to 26, so it has 27 classes, named by number");
    }
    assertThat(ImageFolder.read("letters", folder.resolve("digits")).train().classes())
        .hasValue(27);
    write("digits/PART-KIND-ubyte", 2);
    assertThat(ImageFolder.read("two", folder.resolve("digits")).train().classes()).hasValue(2);
    assertThat(Datasets.load("digits", here).train().classes()).hasValue(10);
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    write("mnist/PART-SORT.idxRANK-ubyte", 10);
    Files.delete(folder.resolve("mnist/train-labels.idx1-ubyte"));
    LoadOptions here = LoadOptions.DEFAULT.withDataDirectory(folder);

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> Datasets.load("mnist", here))
        .withMessageContaining("missing (with or without .gz): train-labels-idx1-ubyte.gz");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> ImageFolder.read("mine", folder.resolve("mnist")))
        .withMessageContaining("train-labels-idx1-ubyte")
        .withMessageContaining("with or without .gz");
  }

  @Test
  void otherFilesAreNone() throws IOException {
    Files.createDirectories(folder.resolve("train-images-idx3-ubyte"));
    Files.createFile(folder.resolve("train-images-idx3-ubyte.txt"));
    Files.createFile(folder.resolve("my-train-images-idx3-ubyte"));

    assertThat(ImageFiles.in(folder).files()).isEmpty();
    assertThat(ImageFiles.in(folder.resolve("nowhere")).files()).isEmpty();
    assertThat(ImageFiles.foldersOf(folder, "mnist")).startsWith(folder.resolve("mnist"));
  }
}
