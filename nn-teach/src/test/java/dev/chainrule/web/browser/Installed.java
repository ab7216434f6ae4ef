package dev.chainrule.web.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of this machine and the program that drives it, both of the same version. They are
 * looked for and never downloaded.
 */
record Installed(Path browser, Path driver) {
  /** Names one, where it is not on the path. */
  static final String BROWSER = "CHAINRULE_CHROMIUM";

  /** Names the program that drives it. */
  static final String DRIVER = "CHAINRULE_CHROMEDRIVER";

  /** What a test says that is skipped. */
  static final String ABSENT =
      "No Chromium with its chromedriver is on the PATH, so the tests in a browser are skipped. On"
          + " Debian: apt install chromium chromium-driver. Elsewhere set "
          + BROWSER
          + " and "
          + DRIVER
          + ".";

  /** Looks for them in the environment. */
  static Optional<Installed> find(Map<String, String> environment) {
    return program(environment, BROWSER, "chromium", "chromium-browser", "google-chrome", "chrome")
        .flatMap(
            browser ->
                program(environment, DRIVER, "chromedriver")
                    .map(driver -> new Installed(browser, driver)));
  }

  private static Optional<Path> program(
      Map<String, String> environment, String variable, String... names) {
    String chosen = environment.get(variable);
    if (chosen != null && !chosen.isEmpty()) {
      return Optional.of(Path.of(chosen));
    }
    List<String> folders =
        Arrays.asList(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1));
    return Arrays.stream(names)
        .flatMap(name -> folders.stream().flatMap(folder -> at(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Stream<Path> at(String folder, String name) {
    try {
      Path path = Path.of(folder);
      return Stream.of(path.resolve(name), path.resolve(name + ".exe"));
    } catch (InvalidPathException e) { // Windows allows quotes there
      return Stream.empty();
    }
  }
}
