package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the browser is looked for. Needs none. */
final class InstalledTest {
  private static Path program(Path file) throws IOException {
    Files.writeString(file, "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void nothingIsFoundWhereNothingIs(@TempDir Path folder) {
    assertThat(Installed.find(Map.of())).isEmpty();
    assertThat(Installed.find(Map.of("PATH", folder.toString()))).isEmpty();
  }

  @Test
  void bothAreFoundOnThePath(@TempDir Path one, @TempDir Path other) throws IOException {
    Path browser = program(other.resolve("chromium"));
    String path = one + File.pathSeparator + other;
    assertThat(Installed.find(Map.of("PATH", path))).as("without its driver").isEmpty();
    Path driver = program(one.resolve("chromedriver"));
    assertThat(Installed.find(Map.of("PATH", path))).contains(new Installed(browser, driver));
  }

  @Test
  void theEnvironmentGoesFirst(@TempDir Path folder) throws IOException {
    program(folder.resolve("chromium"));
    Path driver = program(folder.resolve("chromedriver"));
    assertThat(Installed.find(Map.of("PATH", folder.toString(), Installed.BROWSER, "own")))
        .contains(new Installed(Path.of("own"), driver));
  }
}
