package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which classes a command makes the JVM load, seen from a process of its own. */
final class StartUpTest {
  private static final String ND4J = "org.nd4j.linalg.factory.Nd4j";
  private static final String LOADER = "org.bytedeco.javacpp.Loader";
  private static final String NATIVE_OPS = "org.nd4j.nativeblas.NativeOpsHolder";
  private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";

  @TempDir private Path folder;

  static Stream<List<String>> withoutArrays() {
    return Stream.of(
        List.of("--version"),
        List.of("train", "--help"),
        List.of("check", "--help"),
        List.of("step", "--help"),
        List.of("data", "list"),
        List.of("example"),
        List.of("summary", "--hidden", "64"),
        List.of("diff", "sin(x^2) + exp(y)", "--at", "x=1,y=2", "--hessian", "--check"),
        List.of("diff", "norm(A@x-b)^2", "--at", "A=[[1,2],[3,4]] x=[1,1] b=[0,1]"));
  }

  @Test
  void helpLoadsNoNativeLibrary() throws Exception {
    commandsWithoutArraysLoadNoNativeLibrary(List.of("--help"));
  }

  /** Who asks for help or a derivative need not wait for ND4J, nor for the logger. */
  @Tag("rough")
  @ParameterizedTest
  @MethodSource("withoutArrays")
  void commandsWithoutArraysLoadNoNativeLibrary(List<String> command) throws Exception {
    assertThat(classesOf(command))
        .contains("dev.chainrule.cli.Main")
        .doesNotContain(ND4J, LOADER, NATIVE_OPS, LOGBACK);
  }

  /** That those names are the right ones. */
  @Tag("rough")
  @Test
  void trainingLoadsThem() throws Exception {
    List<String> training =
        List.of("train", "--data", "xor", "--epochs", "1", "--out", folder.toString());
    assertThat(classesOf(training)).contains(ND4J, LOADER, NATIVE_OPS, LOGBACK);
  }

  /** What the launcher runs to make its archive must not fail, or every start is slow. */
  @Tag("rough")
  @Test
  void rehearsalRuns() throws Exception {
    Process rehearsal =
        run("dev.chainrule.cli.Rehearsal", List.of(folder.resolve("run").toString()));
    assertThat(rehearsal.exitValue()).as("%s", output()).isZero();
    assertThat(folder.resolve("run").resolve("model.safetensors")).exists();
  }

  private List<String> classesOf(List<String> command) throws IOException, InterruptedException {
    Process process = run("dev.chainrule.cli.Main", command);
    assertThat(process.exitValue()).as("%s", output()).isZero();
    try (Stream<String> lines = Files.lines(folder.resolve("classes"))) {
      return lines.map(line -> line.split(" ", 2)[0]).toList();
    }
  }

  private Process run(String main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=classes:none");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process;
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
  }
}
