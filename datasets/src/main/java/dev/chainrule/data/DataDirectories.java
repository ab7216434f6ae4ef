package dev.chainrule.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where data files are looked for, in this order: a directory named by the user, that of the
 * environment variable {@code CHAINRULE_DATA}, the cache. Downloads go to the cache.
 */
public record DataDirectories(Optional<Path> named, Optional<Path> environment, Path cache) {
  /** The environment variable that names a directory of data. */
  public static final String VARIABLE = "CHAINRULE_DATA";

  /** The directories of this process, with {@code named} first if there is one. */
  public static DataDirectories ofProcess(Optional<Path> named) {
    return of(
        named,
        System.getenv(),
        System.getProperty("os.name"),
        Path.of(System.getProperty("user.home")));
  }

  /**
   * The directories of such an environment. The cache is {@code $XDG_CACHE_HOME/chainrule}, else
   * {@code ~/.cache/chainrule}; on macOS {@code ~/Library/Caches/chainrule}; on Windows {@code
   * %LOCALAPPDATA%\chainrule}.
   */
  static DataDirectories of(
      Optional<Path> named, Map<String, String> environment, String os, Path home) {
    String system = os.toLowerCase(Locale.ROOT);
    Path caches;
    if (system.startsWith("windows")) {
      caches = directory(environment, "LOCALAPPDATA").orElse(home.resolve("AppData/Local"));
    } else if (system.startsWith("mac")) {
      caches = home.resolve("Library/Caches");
    } else {
      caches = directory(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    }
    return new DataDirectories(
        named, directory(environment, VARIABLE), caches.resolve("chainrule"));
  }

  private static Optional<Path> directory(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isBlank()).map(Path::of);
  }

  /** Refuses a directory named by hand that is none, lest other files be used without a word. */
  static void checkNamed(Path directory) throws DataDirectoryException {
    if (!Files.isDirectory(directory)) {
      throw new DataDirectoryException(
          directory
              + (Files.exists(directory)
                  ? ": expected a directory of data, found a file; name the directory it is in"
                  : ": expected a directory of data, found nothing of this name; check the path"));
    }
  }

  /** All of them, in the order of looking. */
  public List<Path> all() {
    List<Path> all = new ArrayList<>();
    named.ifPresent(all::add);
    environment.ifPresent(all::add);
    all.add(cache);
    return all;
  }
}
