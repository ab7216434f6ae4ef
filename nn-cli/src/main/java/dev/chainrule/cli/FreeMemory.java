package dev.chainrule.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * How many bytes can still be had, rather too many than too few: what the system keeps only to be
 * faster (its cache of files) it gives back, and a run that would fit must not be refused.
 */
final class FreeMemory {
  private static final double SPARE = 0.95; // the rest is the JVM's own
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path CONTAINER = Path.of("/sys/fs/cgroup/memory.stat");
  private static final double KIB = 1024;

  private FreeMemory() {}

  /** What Java's heap can still grow by. */
  static double ofHeap() {
    Runtime runtime = Runtime.getRuntime();
    return (double) (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory());
  }

  /**
   * What this process may take in all: Java's heap, and what JavaCPP, which ND4J's arrays come
   * from, allows outside of it: as much again, unless told otherwise.
   */
  static double ofProcess() {
    long outside = Pointer.maxBytes(); // 0 is no limit
    return outside <= 0
        ? Double.POSITIVE_INFINITY
        : (double) Runtime.getRuntime().maxMemory() + (double) outside;
  }

  /** What the machine has left, or the container that this runs in. */
  static double ofMachine() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os)) {
      return Double.POSITIVE_INFINITY;
    }
    double free = (double) os.getFreeMemorySize();
    double total = (double) os.getTotalMemorySize();
    OptionalDouble available = line(MACHINE, "MemAvailable:");
    if (available.isEmpty()) { // no Linux: its cache is not counted as free
      return SPARE * Math.max(free, total / 2);
    }
    boolean contained = total < SPARE * KIB * line(MACHINE, "MemTotal:").orElse(0);
    double machine = KIB * available.getAsDouble();
    if (!contained) {
      return SPARE * machine;
    }
    OptionalDouble cache = line(CONTAINER, "file ");
    double container = cache.isPresent() ? free + cache.getAsDouble() : Math.max(free, total / 2);
    return SPARE * Math.min(machine, container);
  }

  /** The number in the line of a file that begins like this. */
  private static OptionalDouble line(Path file, String beginning) {
    if (!Files.isReadable(file)) {
      return OptionalDouble.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(beginning))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException | RuntimeException e) { // another kernel's format
      return OptionalDouble.empty();
    }
  }
}
