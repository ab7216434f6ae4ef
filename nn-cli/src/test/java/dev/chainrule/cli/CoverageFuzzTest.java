package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer changes the inputs of {@link Seeds} and keeps those that reach new code in a reader, where
 * {@link ReaderFuzzTest} changes them blindly: readers throw what their documentation says and
 * allocate no more than their budget. {@code -Drough.runs} says how many inputs a reader gets,
 * {@code -Drough.seed} gives other inputs. What is found stays in {@code target/jazzer}.
 */
final class CoverageFuzzTest {
  private static final int RUNS = Integer.getInteger("rough.runs", 5_000);
  private static final long SEED = Long.getLong("rough.seed", 13);

  /** The line of libFuzzer at the end: how many inputs there were, and branches they reach. */
  private static final Pattern DONE = Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+)");

  /** The line of libFuzzer after it has read the seeds. */
  private static final Pattern INITED = Pattern.compile("INITED\\s+cov: (\\d+)");

  @TempDir Path folder;

  /** What Jazzer said of a reader. */
  private record Report(int exitCode, String said, long seconds) {
    int runs() {
      return number(DONE, 1);
    }

    /** Branches that right inputs reach. */
    int covOfSeeds() {
      return number(INITED, 1);
    }

    /** Branches that all inputs reach. */
    int cov() {
      return number(DONE, 2);
    }

    /** What is wrong: the exception, the input and where it is kept. */
    String finding() {
      return said.substring(Math.max(0, said.indexOf("\n== ")));
    }

    private int number(Pattern pattern, int group) {
      Matcher matcher = pattern.matcher(said);
      assertThat(matcher.find()).as("%s in: %s", pattern, said).isTrue();
      return Integer.parseInt(matcher.group(group));
    }
  }

  @Test
  @Tag("rough")
  void inputsThatReachNewCode() throws Exception {
    Path words = Files.write(folder.resolve("words"), dictionary());
    Map<String, List<byte[]>> seeds = Seeds.all(folder);
    int newBranches = 0;
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Map<String, Future<Report>> reports = new TreeMap<>();
      for (String reader : Readers.all().keySet()) {
        reports.put(reader, threads.submit(() -> fuzz(reader, seeds.get(reader), words)));
      }
      for (Map.Entry<String, Future<Report>> entry : reports.entrySet()) {
        Report report = entry.getValue().get();
        assertThat(report.exitCode()).as("%s: %s", entry.getKey(), report.finding()).isZero();
        System.out.printf(
            "%s: Jazzer ran %d inputs (seed %d), cov %d, of right inputs %d; %d s%n",
            entry.getKey(),
            report.runs(),
            SEED,
            report.cov(),
            report.covOfSeeds(),
            report.seconds());
        assertThat(report.runs()).isGreaterThanOrEqualTo(RUNS);
        assertThat(report.covOfSeeds()).as("readers are instrumented").isPositive();
        newBranches += report.cov() - report.covOfSeeds();
      }
      assertThat(newBranches).as("branches that only changed inputs reach").isPositive();
    } finally {
      threads.shutdownNow();
    }
  }

  private Report fuzz(String reader, List<byte[]> seeds, Path words) throws Exception {
    String name = reader.replace(' ', '-');
    Path right = Files.createDirectories(folder.resolve(name).resolve("seeds"));
    Path kept = Files.createDirectory(folder.resolve(name).resolve("kept"));
    Path found = Files.createDirectories(Path.of("target", "jazzer", name).toAbsolutePath());
    Path output = folder.resolve(name).resolve("output");
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(right.resolve("seed" + i), seeds.get(i));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+EnableDynamicAgentLoading", // Jazzer brings its own agent
            "-Djdk.attach.allowAttachSelf=true",
            "-Djava.awt.headless=true",
            "-D" + FuzzTarget.READER + "=" + reader,
            "-D" + FuzzTarget.SEEDS + "=" + right,
            "-D" + FuzzTarget.INPUT + "=" + folder.resolve(name).resolve("input"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzTarget.class.getName(),
            "--instrumentation_includes=dev.chainrule.**",
            "--custom_hook_includes=dev.chainrule.**",
            "--mutator_framework=false", // inputs are bytes, seeds among them
            "--reproducer_path=" + found,
            "-artifact_prefix=" + found + "/",
            "-dict=" + words,
            "-runs=" + RUNS,
            "-seed=" + SEED,
            "-timeout=60", // seconds for one input: it hangs
            kept.toString(),
            right.toString()));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      int exitCode = process.waitFor();
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      return new Report(
          exitCode, new String(Files.readAllBytes(output), StandardCharsets.UTF_8), seconds);
    } finally {
      process.destroyForcibly();
    }
  }

  /** {@link Seeds#WORDS} as libFuzzer reads them: bytes in hexadecimal, in quotes. */
  private static List<String> dictionary() {
    return Seeds.WORDS.stream()
        .map(
            word -> {
              StringBuilder line = new StringBuilder("\"");
              for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
                line.append("\\x%02X".formatted(b & 0xff));
              }
              return line.append('"').toString();
            })
        .toList();
  }
}
