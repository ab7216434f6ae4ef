package dev.chainrule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What it was measured on.
 *
 * @param cpu the processor's name where the system tells it, else its architecture
 * @param cores how many this process may use
 * @param os such as {@code Linux amd64}
 */
public record Machine(String cpu, int cores, String os) {
  /** The one that this runs on. */
  public static Machine here() {
    return new Machine(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static String processor() {
    try {
      return name(Files.readAllLines(Path.of("/proc/cpuinfo")));
    } catch (IOException e) { // only Linux has the file
      return System.getProperty("os.arch");
    }
  }

  /** Of the lines of Linux's {@code /proc/cpuinfo}; some processors have no name there. */
  static String name(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
