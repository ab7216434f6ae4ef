package dev.chainrule.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that writes files, told from every other one: process numbers are used again, and
 * containers and machines that share a folder number their processes alike.
 *
 * @param machine the machine since its last start and the container, as a hash; 0 if not known
 * @param pid the number of the process there
 * @param start when it began, in the clock of the system; 0 if not known
 */
record Writer(int machine, long pid, long start) {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{1,8})-([0-9]+)-([0-9]+)");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final int START_FIELD = 22; // of /proc/<pid>/stat, see proc(5)

  static Writer ofThisProcess() {
    long pid = ProcessHandle.current().pid();
    return new Writer(thisMachine(), pid, start(pid).orElse(0L));
  }

  /** As it stands in the names of temporary files. */
  String name() {
    return Integer.toHexString(machine) + "-" + pid + "-" + start;
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static Writer named(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(name + " is no name of a writer");
    }
    return new Writer(
        Integer.parseUnsignedInt(parts.group(1), 16),
        number(parts.group(2)),
        number(parts.group(3)));
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  /** Whether its process number means something here. */
  boolean isOfThisMachine() {
    return machine != 0 && machine == thisMachine();
  }

  /** Whether it runs: its number belongs to a process that began when it did. */
  boolean isAlive() {
    if (ProcessHandle.of(pid).isEmpty()) {
      return false;
    }
    Optional<Long> now = start(pid);
    return start == 0 || now.isEmpty() || now.get() == start;
  }

  private static int thisMachine() {
    try {
      return (Files.readString(BOOT) + Files.readSymbolicLink(NAMESPACE)).hashCode();
    } catch (IOException | UnsupportedOperationException e) {
      String name = System.getenv("COMPUTERNAME"); // Windows; elsewhere none, and age decides
      return name == null ? 0 : name.hashCode();
    }
  }

  /** Ticks since the machine began on Linux, where the clock may be set; else milliseconds. */
  private static Optional<Long> start(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name of the program, in parentheses, may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(Long.parseLong(fields[START_FIELD - 3]));
    } catch (IOException | RuntimeException e) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().startInstant())
          .map(instant -> instant.toEpochMilli());
    }
  }
}
