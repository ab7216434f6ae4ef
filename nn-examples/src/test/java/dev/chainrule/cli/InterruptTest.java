package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chainrule.nn.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, in a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -INT")
final class InterruptTest {
  private static final int INTERRUPTED = 130; // 128 + SIGINT

  @TempDir private Path folder;

  /** On a terminal the progress bar is drawn, whose library must not take Ctrl-C for itself. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ctrlCKeepsWhatWasLearnt(boolean onTerminal) throws IOException, InterruptedException {
    assumeTrue(takesInterrupts(), "skipped: started in a way that ignores Ctrl-C, as nohup does");
    assumeTrue(
        !onTerminal || Files.isExecutable(Path.of("/usr/bin/script")),
        "skipped: no script command, which lends a terminal");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
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
            folder.toString());
    ProcessBuilder builder =
        new ProcessBuilder(
            onTerminal
                ? List.of("script", "-qefc", String.join(" ", command), "/dev/null")
                : command);
    builder.environment().put("TERM", "xterm");
    Process training = builder.redirectErrorStream(true).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(training.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      do {
        line = out.readLine();
      } while (line != null && !line.contains("epoch "));
      assertThat(line).as("an epoch was done").isNotNull();
      interrupt(onTerminal ? child(training.toHandle()) : training.toHandle());
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

  /** A shell lets what it runs in the background ignore SIGINT, and so do all it starts. */
  private static boolean takesInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return true;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .noneMatch(mask -> (mask & 2) != 0); // the second signal
  }

  private static ProcessHandle child(ProcessHandle script) {
    return script
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  private static void interrupt(ProcessHandle process) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }
}
