package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Errors of the JVM reach the terminal as a sentence with a next step, and as exit code 1. */
final class FailuresTest {
  /** A command that fails. */
  @Command(name = "fail")
  private record Failing(Throwable thrown) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new OutOfMemoryError("Java heap space"), "NN_JAVA_OPTS=-Xmx8g"),
        Arguments.of(
            new OutOfMemoryError("Cannot reserve 8 bytes of direct buffer memory"), "-Xmx8g"),
        Arguments.of(
            new OutOfMemoryError("Physical memory usage is too high: physicalBytes (9G) > 8G"),
            "javacpp.maxbytes"),
        Arguments.of(
            new OutOfMemoryError("Failed to allocate memory within limits: totalBytes (1G) > 0G"),
            "javacpp.maxbytes"),
        Arguments.of(
            new OutOfMemoryError("unable to create native thread: possibly out of memory"),
            "--threads"),
        Arguments.of(new IllegalStateException("x", new OutOfMemoryError("heap")), "-Xmx8g"),
        Arguments.of(new RuntimeException("std::bad_alloc"), "not enough memory"),
        Arguments.of(new StackOverflowError(), "NN_JAVA_OPTS=-Xss64m"),
        Arguments.of(new NoClassDefFoundError("a/B"), "rebuild it: delete target/nn"),
        Arguments.of(new UnsatisfiedLinkError("no jnind4jcpu"), "~/.javacpp"),
        Arguments.of(
            new ExceptionInInitializerError(new UnsatisfiedLinkError("no jniopenblas")),
            "~/.javacpp"),
        Arguments.of(new AssertionError("odd"), "fault of the program"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isASentence(Throwable thrown, String advice) {
    String err = fail(thrown);
    assertThat(err).startsWith("nn: ").contains(advice).doesNotContain("\tat ");
    assertThat(err.lines()).hasSize(1);
    assertThat(fail(thrown, "--stacktrace")).contains(advice, "\tat ");
  }

  private static String fail(Throwable thrown, String... flags) {
    CommandLine line = Main.commandLine();
    line.addSubcommand(new Failing(thrown));
    StringWriter err = new StringWriter();
    line.setErr(new PrintWriter(err));
    String[] arguments = java.util.Arrays.copyOf(flags, flags.length + 1);
    arguments[flags.length] = "fail";
    assertThat(line.execute(arguments)).isEqualTo(1);
    return err.toString();
  }
}
