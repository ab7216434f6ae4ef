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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, kill and a closed terminal, in a process of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -INT")
final class InterruptTest {
  /** Signals, their numbers and exit codes. */
  private enum Signal {
    HUP(1),
    INT(2),
    TERM(15);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    int exitCode() {
      return 128 + number;
    }
  }

  @TempDir private Path folder;

  @Test
  void anInterruptKeepsWhatWasLearnt() throws IOException, InterruptedException {
    aSignalKeepsWhatWasLearnt(Signal.INT, false);
  }

  /** On a terminal the progress bar is drawn, whose library must not take Ctrl-C for itself. */
  @Tag("rough")
  @ParameterizedTest
  @CsvSource({"INT, true", "TERM, false"})
  void aSignalKeepsWhatWasLearnt(Signal signal, boolean onTerminal)
      throws IOException, InterruptedException {
    assumeTrue(isTaken(signal), "skipped: started in a way that ignores it, as nohup does");
    assumeTrue(
        !onTerminal || Files.isExecutable(Path.of("/usr/bin/script")),
        "skipped: no script command, which lends a terminal");
    Process training = train(onTerminal);
    try (BufferedReader out = output(training)) {
      awaitAnEpoch(out);
      send(signal, onTerminal ? child(training.toHandle()) : training.toHandle());
      StringBuilder rest = new StringBuilder();
      String line;
      while ((line = out.readLine()) != null) {
        rest.append(line).append('\n');
      }
      assertThat(training.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(rest.toString()).contains("stopped after step", "is kept", "Test accuracy");
    } finally {
      training.destroyForcibly();
    }
    assertThat(training.exitValue()).isEqualTo(signal.exitCode());
    assertAllIsWritten();
  }

  /** Nobody reads any more what a run says when its terminal is closed; it need not be told so. */
  @Tag("rough")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClosedTerminalKeepsWhatWasLearnt(boolean isTold) throws IOException, InterruptedException {
    Signal signal = isTold ? Signal.HUP : Signal.TERM;
    assumeTrue(isTaken(signal), "skipped: started in a way that ignores it, as nohup does");
    Process training = train(false);
    try {
      try (BufferedReader out = output(training)) {
        awaitAnEpoch(out);
      } // from here on it writes to a pipe that nobody reads
      Path model = folder.resolve("model.safetensors");
      assertThat(training.waitFor(200, TimeUnit.MILLISECONDS)).as("it has ended").isFalse();
      assertThat(model).doesNotExist();
      send(signal, training.toHandle());
      assertThat(training.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      training.destroyForcibly();
    }
    assertThat(training.exitValue()).isEqualTo(signal.exitCode());
    assertAllIsWritten();
  }

  private Process train(boolean onTerminal) throws IOException {
    List<String> command =
        List.of(
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
            folder.toString());
    ProcessBuilder builder =
        new ProcessBuilder(
            onTerminal
                ? List.of("script", "-qefc", String.join(" ", command), "/dev/null")
                : command);
    builder.environment().put("TERM", "xterm");
    return builder.redirectErrorStream(true).start();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void awaitAnEpoch(BufferedReader out) throws IOException {
    String line;
    do {
      line = out.readLine();
    } while (line != null && !line.contains("epoch "));
    assertThat(line).as("an epoch was done").isNotNull();
  }

  private void assertAllIsWritten() throws IOException {
    assertThat(Network.load(folder.resolve("model.safetensors")).summary().parameters())
        .isEqualTo(2 * 128 + 128 + 128 * 2 + 2);
    assertThat(Files.readAllLines(folder.resolve("history.csv"))).hasSizeGreaterThan(1);
    assertThat(folder.resolve("curves.png")).exists();
  }

  /**
   * A shell lets what it runs in the background ignore SIGINT, nohup SIGHUP, and so do all they
   * start.
   */
  private static boolean isTaken(Signal signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return true;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .noneMatch(mask -> (mask >>> (signal.number - 1) & 1) != 0);
  }

  private static ProcessHandle child(ProcessHandle script) {
    return script
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  private static void send(Signal signal, ProcessHandle process)
      throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }
}
