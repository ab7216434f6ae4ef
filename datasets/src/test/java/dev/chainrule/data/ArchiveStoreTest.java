package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chainrule.dataset.Dataset;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found on this machine; nothing here touches a network. */
class ArchiveStoreTest {
  @TempDir Path folder;
  private TinyArchive tiny;

  @BeforeEach
  void pack() throws IOException {
    tiny = TinyArchive.packedIn(folder.resolve("published"));
  }

  @Test
  void namedComesBeforeEnvironmentComesBeforeCache() throws IOException {
    Path named = folder.resolve("named");
    Path environment = folder.resolve("environment");
    Path cache = folder.resolve("cache");
    DataDirectories directories =
        new DataDirectories(Optional.of(named), Optional.of(environment), cache);
    ArchiveStore store = new ArchiveStore(directories);
    ImageArchive archive = tiny.archive(Digest.Of.GZIP, List.of());
    ImageArchive.Member first = archive.files().get(0);
    Files.createDirectories(named);
    assertThat(store.find(archive, first)).isEmpty();
    for (Path directory : List.of(cache, environment, named)) {
      tiny.copyTo(directory.resolve("tiny"));
      assertThat(store.find(archive, first))
          .contains(directory.resolve("tiny").resolve(first.name()));
    }
    Dataset train = store.load(archive, DownloadProgress.NONE).train();
    assertThat(train.name()).isEqualTo("tiny train");
    assertThat(train.size()).isEqualTo(20);
  }

  @Test
  void readsUnpackedFilesToo() throws IOException {
    tiny.unpackTo(folder.resolve("d/tiny"));
    ArchiveStore store = storeOver(folder.resolve("d"));
    for (Digest.Of of : Digest.Of.values()) {
      TrainTest loaded = store.load(tiny.archive(of, List.of()), DownloadProgress.NONE);
      assertThat(loaded.test().size()).isEqualTo(10);
    }
  }

  @Test
  void besideOneAnotherTheDigestDecides() throws IOException {
    Path directory = folder.resolve("d");
    tiny.copyTo(directory);
    ArchiveStore store = storeOver(directory);
    ImageArchive archive = tiny.archive(Digest.Of.GZIP, List.of());
    ImageArchive.Member first = archive.files().get(0);
    assertThat(store.find(archive, first)).contains(directory.resolve(first.name()));
    // the same names, but those of another set
    ImageFolder.write(directory, Digits.generate(30, 99), Digits.generate(30, 98));
    assertThat(store.find(archive, first)).isEmpty();
  }

  @Test
  void anUnpackedFileBesideOthersIsTakenOnlyIfItsDigestCanVouchForIt() throws IOException {
    Path directory = folder.resolve("d");
    tiny.unpackTo(directory);
    ArchiveStore store = storeOver(directory);
    ImageArchive unpacked = tiny.archive(Digest.Of.CONTENT, List.of());
    ImageArchive packed = tiny.archive(Digest.Of.GZIP, List.of());
    assertThat(store.find(unpacked, unpacked.files().get(0))).isPresent();
    assertThat(store.find(packed, packed.files().get(0))).isEmpty();
  }

  @Test
  void aDigestTellsSameFromDifferentFromUnknown() throws IOException {
    ImageArchive packed = tiny.archive(Digest.Of.GZIP, List.of());
    ImageArchive content = tiny.archive(Digest.Of.CONTENT, List.of());
    String name = packed.files().get(0).name();
    Path gz = tiny.folder().resolve(name);
    Digest ofGzip = packed.files().get(0).digest();
    Digest ofContent = content.files().get(0).digest();
    assertThat(ofGzip.check(gz)).isEqualTo(Digest.Verdict.SAME);
    assertThat(ofContent.check(gz)).isEqualTo(Digest.Verdict.SAME);
    Path plain = folder.resolve("plain");
    Idx.read(gz).write(plain);
    assertThat(ofGzip.check(plain)).isEqualTo(Digest.Verdict.CANNOT_TELL);
    assertThat(ofContent.check(plain)).isEqualTo(Digest.Verdict.SAME);
    Files.write(plain, new byte[] {1}, StandardOpenOption.APPEND);
    assertThat(ofContent.check(plain)).isEqualTo(Digest.Verdict.DIFFERENT);
    byte[] cut = Files.readAllBytes(gz);
    Files.write(gz, Arrays.copyOf(cut, cut.length - 9));
    assertThat(ofGzip.check(gz)).isEqualTo(Digest.Verdict.DIFFERENT);
    assertThat(ofContent.check(gz)).isEqualTo(Digest.Verdict.DIFFERENT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Digest(Digest.Of.GZIP, "ABC", 1))
        .withMessageContaining("64 hexadecimal digits");
  }

  @Test
  void offlineItSaysWhatWasTriedAndWhereToPutTheFiles() {
    ImageArchive archive =
        tiny.archive(Digest.Of.GZIP, List.of(URI.create("http://nowhere.invalid/tiny/")));
    Path cache = folder.resolve("cache");
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> storeOver(cache).load(archive, DownloadProgress.NONE))
        .withMessageContaining("train-images-idx3-ubyte.gz of tiny is not on this machine")
        .withMessageContaining(
            "http://nowhere.invalid/tiny/train-images-idx3-ubyte.gz: the host is not known")
        .withMessageContaining("t10k-labels-idx1-ubyte.gz")
        .withMessageContaining("into " + cache.resolve("tiny"))
        .withMessageContaining("CHAINRULE_DATA names, or a directory that you name.");
  }

  @Test
  void saysThatTheCacheCannotBeMade() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    ImageArchive archive = tiny.archive(Digest.Of.GZIP, List.of());
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> storeOver(file).fetch(archive, DownloadProgress.NONE))
        .withMessageStartingWith(file.resolve("tiny") + ": expected a directory to keep downloads")
        .withMessageContaining("CHAINRULE_DATA");
  }

  @Test
  void theCacheIsWhereTheSystemKeepsCaches() {
    Path home = Path.of("home");
    assertThat(cache(Map.of(), "Linux", home)).isEqualTo(home.resolve(".cache/chainrule"));
    assertThat(cache(Map.of("XDG_CACHE_HOME", "x"), "Linux", home))
        .isEqualTo(Path.of("x/chainrule"));
    assertThat(cache(Map.of("XDG_CACHE_HOME", ""), "Linux", home))
        .isEqualTo(home.resolve(".cache/chainrule"));
    assertThat(cache(Map.of("LOCALAPPDATA", "l"), "Windows 11", home))
        .isEqualTo(Path.of("l/chainrule"));
    assertThat(cache(Map.of(), "Mac OS X", home))
        .isEqualTo(home.resolve("Library/Caches/chainrule"));
    assertThat(
            DataDirectories.of(Optional.empty(), Map.of("CHAINRULE_DATA", "d"), "Linux", home)
                .environment())
        .contains(Path.of("d"));
  }

  private static Path cache(Map<String, String> environment, String os, Path home) {
    return DataDirectories.of(Optional.empty(), environment, os, home).cache();
  }

  private static ArchiveStore storeOver(Path directory) {
    return new ArchiveStore(new DataDirectories(Optional.empty(), Optional.empty(), directory));
  }
}
