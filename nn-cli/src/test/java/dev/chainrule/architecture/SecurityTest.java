package dev.chainrule.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What SECURITY.md says of libraries and of the build, beside the class path and the workflow. */
final class SecurityTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern REPLACED =
      Pattern.compile("(?m)^\\| ([a-z0-9-]+) \\| ([0-9.]+) \\| ([0-9.]+) \\|");

  private static List<String> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).getFileName().toString())
        .toList();
  }

  @Test
  void whatIsSaidToBeReplacedIs() throws IOException {
    Map<String, String> replaced = new LinkedHashMap<>();
    Matcher row = REPLACED.matcher(Files.readString(ROOT.resolve("SECURITY.md")));
    while (row.find()) {
      replaced.put(row.group(1), row.group(3));
    }
    assertThat(replaced).hasSize(6).containsKeys("commons-compress", "commons-io", "commons-net");
    replaced.forEach(
        (library, version) ->
            assertThat(jars())
                .filteredOn(jar -> jar.matches(Pattern.quote(library) + "-[0-9][0-9.]*\\.jar"))
                .as(library)
                .containsExactly(library + "-" + version + ".jar"));
  }

  @Test
  void whatIsSaidToBeLeftOutIs() throws IOException {
    assertThat(ROOT.resolve("SECURITY.md")).content().contains("oshi", "jna", "threetenbp");
    assertThat(jars())
        .noneMatch(
            jar ->
                jar.matches(
                    "(oshi|jna|threetenbp|pdfbox|graphics2d|animated-gif-lib|commander)-.*"));
  }

  /** Its versions are in the sentence: who changes them must look at it. */
  @Test
  void whatIsOldAndStaysIsMentioned() throws IOException {
    String text = Files.readString(ROOT.resolve("SECURITY.md"));
    assertThat(text).contains("EMF\n2.12", "VectorGraphics2D 0.13", "commons-math3 3.5");
    assertThat(jars())
        .contains("org.eclipse.emf.ecore-2.12.0.jar", "VectorGraphics2D-0.13.jar")
        .contains("commons-math3-3.5.jar", "flatbuffers-java-1.12.0.jar");
  }

  @Test
  void actionsAreNamedByCommit() throws IOException {
    try (Stream<Path> workflows = Files.list(ROOT.resolve(".github/workflows"))) {
      List<String> uses =
          workflows
              .flatMap(file -> lines(file).stream())
              .filter(line -> line.contains("uses:"))
              .map(String::strip)
              .toList();
      assertThat(uses)
          .isNotEmpty()
          .allMatch(line -> line.matches("- uses: [\\w/-]+@[0-9a-f]{40} # v[0-9.]+"));
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
