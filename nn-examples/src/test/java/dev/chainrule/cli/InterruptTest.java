package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.nn.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, in a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -INT")
final class InterruptTest {
  private static final int INTERRUPTED = 130; // 128 + SIGINT

  @TempDir private Path folder;

  @Test
  void ctrlCKeepsWhatWasLearnt() throws IOException, InterruptedException {
    Process training =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.chainrule.cli.Main",
                "train",
                "--data",
                "moons",
                "--epochs",
                "10000000",
                "--out",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(training.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      do {
        line = out.readLine();
      } while (line != null && !line.startsWith("epoch "));
      assertThat(line).as("an epoch was done").isNotNull();
      interrupt(training);
      StringBuilder rest = new StringBuilder();
      while ((line = out.readLine()) != null) {
        rest.append(line).append('\n');
      }
      assertThat(training.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(rest.toString()).contains("stopped after step", "is kept", "Test accuracy");
    } finally {
      training.destroyForcibly();
    }
    assertThat(training.exitValue()).isEqualTo(INTERRUPTED);
    assertThat(Network.load(folder.resolve("model.safetensors")).summary().parameters())
        .isEqualTo(2 * 128 + 128 + 128 * 2 + 2);
    assertThat(Files.readAllLines(folder.resolve("history.csv"))).hasSizeGreaterThan(1);
    assertThat(folder.resolve("curves.png")).exists();
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }
}
