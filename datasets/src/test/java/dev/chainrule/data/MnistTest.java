package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real MNIST, where it is on this machine. */
class MnistTest {
  private ArchiveStore store;

  @BeforeEach
  void findMnist() {
    String data = System.getenv(DataDirectories.VARIABLE);
    assumeTrue(
        data != null && Files.isDirectory(Path.of(data, "mnist")),
        "skipped: set CHAINRULE_DATA to a directory with a folder mnist to test with the real one");
    store = new ArchiveStore(DataDirectories.ofProcess(Optional.empty()));
  }

  @Test
  void itsFilesHaveThePublishedDigests() throws IOException {
    for (ImageArchive.Member member : ImageArchive.MNIST.files()) {
      Path file = store.find(ImageArchive.MNIST, member).orElseThrow();
      assertThat(member.digest().check(file)).as(member.name()).isEqualTo(Digest.Verdict.SAME);
    }
  }

  @Test
  void itHasTheKnownLabels() throws IOException {
    TrainTest mnist = Datasets.load("mnist", LoadOptions.DEFAULT);
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    TrainTest all = store.load(ImageArchive.MNIST, DownloadProgress.NONE);
    assertThat(histogram((Images) all.train()))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(histogram((Images) all.test()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
  }

  @Test
  void itsFirstImageIsAFive() throws IOException {
    TrainTest mnist = Datasets.load("mnist", LoadOptions.DEFAULT.withRows(1));
    assertThat(mnist.train().size()).isEqualTo(1);
    float[] x = new float[784];
    float[] y = new float[1];
    mnist.train().read(new int[] {0}, 0, 1, x, y);
    assertThat(y).containsExactly(5f);
    assertThat(x[5 * 28 + 12]).isEqualTo(3 / 255f); // the first ink, reading row by row
  }

  private static int[] histogram(Images images) {
    int[] counts = new int[10];
    for (byte label : images.labels().bytes()) {
      counts[label]++;
    }
    return counts;
  }
}
