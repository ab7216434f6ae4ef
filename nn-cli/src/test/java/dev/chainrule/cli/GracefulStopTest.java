package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A second signal, in a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -TERM")
final class GracefulStopTest {
  @TempDir private Path folder;

  /** Writes a file, slowly, and goes on for ever. */
  static final class Writer {
    private Writer() {}

    @SuppressWarnings("SystemOut") // its output is how it speaks to the test
    public static void main(String[] arguments) throws IOException, InterruptedException {
      try (GracefulStop stop = new GracefulStop()) {
        stop.write(
            () -> {
              System.out.println("begun");
              while (!stop.asked()) {
                Thread.onSpinWait();
              }
              System.out.println("asked");
              try {
                Thread.sleep(2_500);
              } catch (InterruptedException e) {
                throw new InterruptedIOException();
              }
              Files.writeString(Path.of(arguments[0]), "whole");
            },
            "the file is kept");
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  /** It comes in the middle of the writing, and has to wait until that is done. */
  @Test
  void aSecondSignalDoesNotCutTheWritingOff() throws IOException, InterruptedException {
    Path file = folder.resolve("file");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("begun");
      terminate(process);
      assertThat(out.readLine()).isEqualTo("asked");
      Thread.sleep(1_200); // a second signal within one second is taken for the first
      terminate(process);
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(errors).contains("nn: ended at once; the file is kept");
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(file).hasContent("whole");
  }

  private static void terminate(Process process) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-TERM", pid).start().waitFor()).isZero();
  }
}
