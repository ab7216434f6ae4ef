package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that a user names is used, or it is said why not; no place completes another. */
class NamedDirectoryTest {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  @TempDir Path folder;
  private TinyArchive tiny;
  private ImageArchive archive;
  private Path named;
  private Path environment;
  private Path cache;

  @BeforeEach
  void pack() throws IOException {
    tiny = TinyArchive.packedIn(folder.resolve("published"));
    archive = tiny.archive(Digest.Of.GZIP, List.of());
    named = Files.createDirectories(folder.resolve("named"));
    environment = folder.resolve("environment");
    cache = folder.resolve("cache");
    tiny.copyTo(environment.resolve("tiny"));
  }

  @Test
  void mustExist() {
    Path nowhere = folder.resolve("nowhere");
    String message =
        nowhere + ": expected a directory of data, found nothing of this name; check the path";
    assertRefused(nowhere, message);
  }

  @Test
  void mustBeADirectory() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String message =
        file + ": expected a directory of data, found a file; name the directory it is in";
    assertRefused(file, message);
  }

  @Test
  void itsFolderMustHaveAllFour() throws IOException {
    tiny.copyTo(named.resolve("tiny"));
    Files.delete(named.resolve("tiny").resolve(TEST_IMAGES));
    Files.delete(named.resolve("tiny").resolve(TEST_LABELS));
    assertRefused(
        named, lacking(named.resolve("tiny"), "tiny", 2, TEST_IMAGES + ", " + TEST_LABELS));
  }

  @Test
  void itMustHaveAllFourThatItSeemsToHave() throws IOException {
    tiny.copyTo(named);
    Files.delete(named.resolve(TEST_LABELS));
    assertRefused(named, lacking(named, "tiny", 3, TEST_LABELS));
  }

  @Test
  void filesOfAnotherDigestAreRefusedByName() throws IOException {
    tiny.copyTo(named);
    ImageFolder.write(folder.resolve("other"), Digits.generate(20, 8), Digits.generate(10, 9));
    Files.delete(named.resolve(TRAIN_IMAGES));
    Files.copy(folder.resolve("other").resolve(TRAIN_IMAGES), named.resolve(TRAIN_IMAGES));
    String message =
        named.resolve(TRAIN_IMAGES)
            + " is not the published file of tiny (SHA-256 differs); put it into "
            + named.resolve("tiny")
            + " to use it all the same";
    assertRefused(named, message);
    Files.delete(named.resolve(TEST_LABELS));
    assertRefused(named, message + "\n" + lacking(named, "tiny", 3, TEST_LABELS));
  }

  @Test
  void unpackedFilesThatNothingVouchesForAreRefusedByName() throws IOException {
    tiny.unpackTo(named);
    Path first = named.resolve("train-images-idx3-ubyte");
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> store(Optional.of(named)).fetch(archive, DownloadProgress.NONE))
        .withMessageStartingWith(
            first
                + " may be another set's than tiny (it is unpacked, and only the packed file's"
                + " SHA-256 is published); put it into "
                + named.resolve("tiny")
                + " to use it all the same\n");
  }

  @Test
  void aPackedFileBesideAnUnknownOneIsEnough() throws IOException {
    tiny.unpackTo(named);
    tiny.copyTo(named);
    assertThat(store(Optional.of(named)).fetch(archive, DownloadProgress.NONE))
        .allMatch(file -> file.getParent().equals(named) && file.toString().endsWith(".gz"));
  }

  @Test
  void twoHalvesAreNoWhole() throws IOException {
    tiny.copyTo(named);
    tiny.copyTo(named.resolve("tiny"));
    Files.delete(named.resolve(TEST_LABELS));
    Files.delete(named.resolve("tiny").resolve(TEST_IMAGES));
    assertRefused(
        named,
        lacking(named.resolve("tiny"), "tiny", 3, TEST_IMAGES)
            + "\n"
            + lacking(named, "tiny", 3, TEST_LABELS));
    tiny.copyTo(named);
    try (LogCapture log = new LogCapture(ArchiveSearch.class)) {
      assertThat(store(Optional.of(named)).fetch(archive, DownloadProgress.NONE))
          .allMatch(file -> file.getParent().equals(named));
      assertThat(log.warnings())
          .containsExactly(
              lacking(named.resolve("tiny"), "tiny", 3, TEST_IMAGES) + "; passed over");
    }
  }

  @Test
  void damagedFilesInItsFolderAreReadAndRefused() throws IOException {
    tiny.copyTo(named.resolve("tiny"));
    Files.write(named.resolve("tiny").resolve(TRAIN_IMAGES), new byte[] {1, 2, 3});
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> store(Optional.of(named)).load(archive, DownloadProgress.NONE))
        .withMessageContaining(named.resolve("tiny").resolve(TRAIN_IMAGES).toString());
  }

  @Test
  void withNoneOfTheFilesItIsSaidWhereTheSearchGoesOn() throws IOException {
    try (LogCapture log = new LogCapture(ArchiveSearch.class)) {
      assertThat(store(Optional.of(named)).fetch(archive, DownloadProgress.NONE))
          .allMatch(file -> file.startsWith(environment));
      assertThat(log.warnings())
          .containsExactly(
              ("%s holds none of tiny's files (%s, with or without .gz, there or in %s); looking on in"
                      + " %s, then %s")
                  .formatted(
                      named,
                      String.join(", ", TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS),
                      named.resolve("tiny"),
                      environment,
                      cache));
    }
  }

  @Test
  void anotherPlaceThatLacksFilesIsPassedOver() throws IOException {
    Files.delete(environment.resolve("tiny").resolve(TEST_LABELS));
    tiny.copyTo(cache.resolve("tiny"));
    Files.delete(cache.resolve("tiny").resolve(TEST_IMAGES));
    tiny.copyTo(cache); // of two places in the cache, the whole one
    try (LogCapture log = new LogCapture(ArchiveSearch.class)) {
      assertThat(store(Optional.empty()).fetch(archive, DownloadProgress.NONE))
          .allMatch(file -> file.getParent().equals(cache));
      assertThat(log.warnings())
          .containsExactly(
              lacking(environment.resolve("tiny"), "tiny", 3, TEST_LABELS) + "; passed over");
    }
  }

  @Test
  void otherSetsFilesOutsideItAreNotWarnedOf() throws IOException {
    ImageFolder.write(environment, Digits.generate(20, 8), Digits.generate(10, 9));
    Files.delete(environment.resolve("tiny").resolve(TEST_LABELS));
    Files.delete(environment.resolve("tiny").resolve(TEST_IMAGES));
    Files.delete(environment.resolve("tiny").resolve(TRAIN_IMAGES));
    Files.delete(environment.resolve("tiny").resolve("train-labels-idx1-ubyte.gz"));
    try (LogCapture log = new LogCapture(ArchiveSearch.class)) {
      assertThat(store(Optional.empty()).find(archive, archive.files().get(0))).isEmpty();
      assertThat(log.warnings()).isEmpty();
    }
  }

  private void assertRefused(Path directory, String message) {
    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> store(Optional.of(directory)).fetch(archive, DownloadProgress.NONE))
        .withMessage(message);
  }

  private ArchiveStore store(Optional<Path> directory) {
    return new ArchiveStore(new DataDirectories(directory, Optional.of(environment), cache));
  }

  private static String lacking(Path place, String set, int found, String missing) {
    return "%s: expected the four files of %s, found %d; missing (with or without .gz): %s"
        .formatted(place, set, found, missing);
  }
}
