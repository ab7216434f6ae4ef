package dev.chainrule.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockGuardTest {
  @TempDir Path folder;

  /** The other process: takes the lock, says so, and holds it until its input ends. */
  static final class Holder {
    private Holder() {}

    @SuppressWarnings("SystemOut") // its output is how it speaks to the test
    public static void main(String[] arguments) throws IOException {
      try (FileLockGuard lock = FileLockGuard.waitFor(Path.of(arguments[0]))) {
        System.out.println(lock);
        System.in.read();
      }
    }
  }

  @Test
  void waitsForAnotherProcess() throws Exception {
    Path file = folder.resolve("x.lock");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("lock " + file);
      CompletableFuture<Void> mine = CompletableFuture.runAsync(() -> takeAndGiveBack(file));
      assertThatThrownBy(() -> mine.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      other.getOutputStream().close(); // its input ends
      mine.get(20, TimeUnit.SECONDS);
    } finally {
      other.destroy();
    }
  }

  @Test
  void isGivenBack() throws IOException {
    Path file = folder.resolve("x.lock");
    takeAndGiveBack(file);
    takeAndGiveBack(file);
  }

  /** A lock that is free is taken also then; who would have to wait is told for what. */
  @Test
  void anInterruptedThreadTakesALockButDoesNotWaitForOne() throws IOException {
    Path file = folder.resolve("x.lock");
    Thread.currentThread().interrupt();
    try (FileLockGuard lock = FileLockGuard.waitFor(file)) {
      assertThatThrownBy(() -> FileLockGuard.waitFor(file))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining(lock.toString());
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void takeAndGiveBack(Path file) {
    try (FileLockGuard lock = FileLockGuard.waitFor(file)) {
      assertThat(lock).hasToString("lock " + file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
