package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where standard output leads to a reader that has gone, or to a full disk. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a pipe cannot be told from a file there")
final class StandardOutputTest {
  private static ProcessBuilder nn(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.chainrule.cli.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static String errors(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** As {@code nn data list | head -0} does, and as other programs answer it: by 128 + SIGPIPE. */
  @Test
  void aReaderThatHasGoneIsNoErrorToSpeakOf() throws IOException, InterruptedException {
    Process process = nn("data", "list").start();
    process.getInputStream().close();
    assertThat(errors(process)).isEmpty();
    assertThat(process.waitFor()).isEqualTo(141);
  }

  @Test
  void aFullDiskIsAnError() throws IOException, InterruptedException {
    File full = new File("/dev/full");
    assumeTrue(full.exists(), "skipped: this system has no /dev/full");
    Process process = nn("data", "list").redirectOutput(full).start();
    assertThat(errors(process)).contains("nn: standard output cannot be written");
    assertThat(process.waitFor()).isEqualTo(1);
  }
}
