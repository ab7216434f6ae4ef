package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@link Writers} in the middle of what they do, and fills the disk below them: each file is
 * then the old or the new one, byte for byte, and nothing else stays for longer than to the next
 * save.
 */
@Tag("rough")
final class WholeFilesTest {
  private static final int KILLS = Integer.getInteger("rough.kills", 100);
  private static final long SEED = Long.getLong("rough.seed", 13);
  private static final int LATEST_KILL = 400; // milliseconds after half of them have written

  @TempDir static Path references;
  @TempDir Path folder;
  private static Map<String, byte[]> before;
  private static Map<String, byte[]> after;

  @BeforeAll
  static void writeBothVersions() throws Exception {
    before = version("old");
    after = version("new");
    assertThat(before.keySet()).isEqualTo(after.keySet());
    for (String name : before.keySet()) {
      if (!name.startsWith("t10k") && !name.equals("train-labels-idx1-ubyte.gz")) {
        assertThat(before.get(name)).as(name).isNotEqualTo(after.get(name));
      }
    }
  }

  private static Map<String, byte[]> version(String mode) throws Exception {
    Path folder = Files.createDirectory(references.resolve(mode));
    assertThat(run(List.of(), mode, folder)).allSatisfy(line -> assertThat(line).endsWith("ok"));
    return files(folder);
  }

  /** What was seen. */
  private record Seen(int kills, int files, int changed, int strays) {}

  @Test
  void aKilledProgramLeavesWholeFiles() throws Exception {
    List<CompletableFuture<Seen>> halves = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      Path own = Files.createDirectory(folder.resolve("half" + half));
      SplittableRandom random = new SplittableRandom(SEED + half);
      halves.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return killOverAndOver(own, (KILLS + 1) / 2, random);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    int kills = 0;
    int files = 0;
    int changed = 0;
    int strays = 0;
    for (CompletableFuture<Seen> half : halves) {
      Seen seen = half.join();
      kills += seen.kills();
      files += seen.files();
      changed += seen.changed();
      strays += seen.strays();
    }
    System.out.printf(
        "%d kills (seed %d) of %d writers: %d files looked at, all whole, %d of them new; %d"
            + " temporary files of the dead, all cleared%n",
        kills, SEED, Writers.all().size(), files, changed, strays);
    assertThat(strays).as("some were killed in the middle of writing").isPositive();
    assertThat(changed).isBetween(1, files - 1);
  }

  private static Seen killOverAndOver(Path folder, int kills, SplittableRandom random)
      throws Exception {
    run(List.of(), "old", folder);
    int strays = 0;
    int changed = 0;
    for (int kill = 0; kill < kills; kill++) {
      killOnce(folder, random.nextInt(LATEST_KILL));
      for (Map.Entry<String, byte[]> file : files(folder).entrySet()) {
        String name = file.getKey();
        if (name.endsWith(".tmp")) {
          strays++;
        } else {
          boolean isNew = Arrays.equals(file.getValue(), after.get(name));
          assertThat(isNew || Arrays.equals(file.getValue(), before.get(name)))
              .as("kill %s (seed %s): %s is whole", kill, SEED, name)
              .isTrue();
          changed += isNew ? 1 : 0;
        }
      }
      assertThat(files(folder).keySet()).containsAll(before.keySet());
    }
    run(List.of(), "old", folder);
    assertThat(files(folder).keySet())
        .as("the next save clears what dead writers left")
        .isEqualTo(before.keySet());
    return new Seen(kills, kills * before.size(), changed, strays);
  }

  private static void killOnce(Path folder, int milliseconds) throws Exception {
    Path ready = folder.resolve(Writers.READY);
    Process process = start(List.of(), "forever", folder);
    try {
      while (!Files.exists(ready)) {
        assertThat(process.isAlive()).as("the writers run").isTrue();
        Thread.sleep(2);
      }
      Thread.sleep(milliseconds);
    } finally {
      process.destroyForcibly().waitFor(); // SIGKILL
    }
    Files.delete(ready);
  }

  @Test
  void aFullDiskKeepsTheOldFilesAndSaysSo() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = mount(disk);
    int refused = 0;
    int written = 0;
    try {
      for (int free : new int[] {0, 1, 3, 10, 30}) { // kB, or kB a file
        if (mounted) {
          run(List.of(), "old", disk);
          fill(disk.resolve("filler"), free);
        } else {
          run(List.of(), "old", disk);
        }
        List<String> limit =
            mounted ? List.of() : List.of("bash", "-c", "ulimit -f " + free + "; exec \"$@\"", "-");
        List<String> said = run(limit, "new", disk);
        assertThat(said).hasSameSizeAs(Writers.all().keySet());
        for (String line : said) {
          if (line.endsWith("\tok")) {
            written++;
          } else {
            refused++;
            assertThat(line)
                .contains(disk.toString(), " cannot be written: ")
                .containsAnyOf("No space left on device", "File too large")
                .containsAnyOf("is as it was", "nothing was written");
          }
        }
        Files.deleteIfExists(disk.resolve("filler"));
        Map<String, byte[]> now = files(disk);
        assertThat(now.keySet()).isEqualTo(before.keySet());
        now.forEach(
            (name, bytes) ->
                assertThat(
                        Arrays.equals(bytes, before.get(name))
                            || Arrays.equals(bytes, after.get(name)))
                    .as("%s with %s kB free", name, free)
                    .isTrue());
        assertGroupsAgree(now);
      }
    } finally {
      if (mounted) {
        assertThat(call("umount", disk.toString())).isZero();
      }
    }
    System.out.printf(
        "a full disk (%s): %d writes refused with the old files kept, %d had room%n",
        mounted ? "tmpfs" : "ulimit -f, for nothing can be mounted here", refused, written);
    assertThat(refused).isPositive();
    assertThat(written).isPositive();
  }

  /**
   * The two halves of a data set are both old or both new where none was killed. Not so a run's
   * files, each of which is written for itself, so that a picture's fault does not cost the
   * history.
   */
  private static void assertGroupsAgree(Map<String, byte[]> now) {
    List<String> group = List.of("train.csv", "test.csv");
    assertThat(group.stream().map(name -> Arrays.equals(now.get(name), after.get(name))).distinct())
        .as("%s together", group)
        .hasSize(1);
  }

  private static boolean mount(Path disk) throws Exception {
    return call("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
  }

  private static int call(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) { // no such program
      Assumptions.assumeFalse(command[0].equals("bash"), "neither mount nor bash are here");
      return -1;
    }
  }

  /** Fills a disk up to some kB. */
  private static void fill(Path file, int free) throws IOException {
    byte[] page = new byte[1024];
    try (var out = Files.newOutputStream(file)) {
      while (file.toFile().getUsableSpace() > free * 1024L) {
        out.write(page);
      }
    } catch (IOException e) {
      if (free > 0) {
        throw e;
      }
    }
  }

  private static List<String> run(List<String> before, String mode, Path folder) throws Exception {
    Process process = start(before, mode, folder);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said.lines().filter(line -> line.contains("\t")).toList();
  }

  private static Process start(List<String> before, String mode, Path folder) throws IOException {
    List<String> command = new ArrayList<>(before);
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
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Writers.class.getName(),
            mode,
            folder.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isRegularFile)
          .sorted(Comparator.naturalOrder())
          .forEach(
              file -> {
                try {
                  files.put(file.getFileName().toString(), Files.readAllBytes(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return files;
  }
}
