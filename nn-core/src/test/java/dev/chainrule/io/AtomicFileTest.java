package dev.chainrule.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesAndReplacesAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");

    AtomicFile.writeString(file, "long before");
    AtomicFile.writeString(file, "now");

    assertThat(file).hasContent("now");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void aFailureOfTheWritingKeepsTheFileAndPassesAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "before");
    IOException own = new IOException("mine");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw own;
                    }))
        .isSameAs(own);

    assertThat(file).hasContent("before");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void anInterruptDoesNotStopTheWriting() throws IOException {
    Path file = folder.resolve("a.txt");
    Thread.currentThread().interrupt();

    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[1 << 20]);
          Thread.currentThread().interrupt();
          out.write(new byte[1 << 20]);
        });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasSize(2 << 20);
  }

  @Test
  void writesThroughSymbolicLinks() throws IOException {
    Path deep = Files.createDirectory(folder.resolve("deep"));
    Path file = Files.writeString(deep.resolve("a.txt"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("second"));
    Files.createSymbolicLink(folder.resolve("second"), Path.of("deep", "a.txt"));

    AtomicFile.writeString(link, "now");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("now");

    Files.delete(file);
    AtomicFile.writeString(link, "again");
    assertThat(file).hasContent("again");
  }

  @Test
  void refusesACircleOfLinks() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));

    assertThatThrownBy(() -> AtomicFile.writeString(link, "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic links go in a circle");
  }

  @Test
  void keepsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "before");
    Assumptions.assumeTrue(
        Files.getFileStore(file).supportsFileAttributeView("posix"), "no permissions here");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    AtomicFile.writeString(file, "now");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void writesIntoAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process mkfifo;
    try {
      mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    } catch (IOException e) {
      Assumptions.abort("there is no mkfifo here");
      return;
    }
    Assumptions.assumeTrue(mkfifo.waitFor() == 0, "mkfifo does not work here");
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });

    AtomicFile.writeString(pipe, "through");

    assertThat(read.get()).isEqualTo("through");
    assertThat(names()).containsExactly("pipe");
  }

  @Test
  void namesTheFileTheReasonAndWhatWasKept() throws IOException {
    assertThatThrownBy(() -> AtomicFile.writeString(folder, "x"))
        .hasMessage(
            folder
                + " cannot be written: it is a folder; name a file; "
                + folder
                + " is as it was");
    Path nowhere = folder.resolve("none").resolve("a.txt");
    assertThatThrownBy(() -> AtomicFile.writeString(nowhere, "x"))
        .hasMessage(
            nowhere
                + " cannot be written: there is no folder "
                + folder.resolve("none")
                + "; make it first; nothing was written");
  }

  @Test
  void namesTheFileOnAFullDevice() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "there is no /dev/full here");

    assertThatThrownBy(() -> AtomicFile.writeString(full, "x"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("/dev/full cannot be written: No space left on device");
  }

  @Test
  void refusesAFileThatIsProtected() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "before");
    Assumptions.assumeTrue(file.toFile().setReadOnly() && !Files.isWritable(file), "we are root");

    assertThatThrownBy(() -> AtomicFile.writeString(file, "x"))
        .hasMessage(file + " cannot be written: permission denied; " + file + " is as it was");
  }

  @Test
  void severalFilesAppearTogetherOrNotAtAll() throws IOException {
    Path a = Files.writeString(folder.resolve("a.txt"), "old a");
    Path b = folder.resolve("b.txt");
    Path c = Files.writeString(folder.resolve("c.txt"), "old c");
    try (AtomicFiles files = new AtomicFiles()) {
      files.writeString(a, "new a");
      files.writeString(b, "new b");
      files.delete(c);
      assertThat(a).hasContent("old a");
      assertThat(b).doesNotExist();
      assertThat(c).exists();
    }
    assertThat(names()).containsExactly("a.txt", "c.txt");

    try (AtomicFiles files = new AtomicFiles()) {
      files.writeString(a, "new a");
      files.writeString(b, "new b");
      files.delete(c);
      files.commit();
    }
    assertThat(a).hasContent("new a");
    assertThat(b).hasContent("new b");
    assertThat(names()).containsExactly("a.txt", "b.txt");
  }

  @Test
  void theNextSaveClearsWhatDeadWritersLeft() throws Exception {
    Process dead =
        new ProcessBuilder(ProcessHandle.current().info().command().get(), "-version")
            .redirectErrorStream(true)
            .start();
    dead.getInputStream().readAllBytes();
    dead.waitFor();
    Writer here = Writer.ofThisProcess();
    Assumptions.assumeTrue(here.machine() != 0 && here.start() != 0, "writers are not known here");
    Path target = folder.resolve("a.txt");
    String ofTheDead = stray(new Writer(here.machine(), dead.pid(), here.start()), false);
    String numberUsedAgain = stray(new Writer(here.machine(), here.pid(), here.start() - 1), false);
    String oldElsewhere = stray(new Writer(here.machine() ^ 1, 1, 1), true);
    String ours = stray(here, false);
    String elsewhere = stray(new Writer(here.machine() ^ 1, dead.pid(), 1), false);
    String anothers = Files.createFile(folder.resolve("a.txt.mine.tmp")).getFileName().toString();

    AtomicFile.writeString(target, "now");

    assertThat(names())
        .contains("a.txt", ours, elsewhere, anothers)
        .doesNotContain(ofTheDead, numberUsedAgain, oldElsewhere)
        .hasSize(4);
  }

  private String stray(Writer writer, boolean old) throws IOException {
    Path file = Files.createFile(folder.resolve("a.txt." + writer.name() + ".0123abcd.tmp"));
    if (old) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }
    return file.getFileName().toString();
  }

  @Test
  void takesLongNames() throws IOException {
    Path file = folder.resolve("ä".repeat(125));

    AtomicFile.writeString(file, "now");

    assertThat(file).hasContent("now");
    assertThat(names()).hasSize(1);
  }
}
