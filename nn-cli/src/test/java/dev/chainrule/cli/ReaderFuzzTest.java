package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million damaged inputs: readers throw what their documentation says and allocate no more than
 * their budget. Another {@code -Drough.seed} gives other inputs.
 */
final class ReaderFuzzTest {
  private static final long SEED = Long.getLong("rough.seed", 13);
  private static final int MOST_FAULTS = 10;

  /** How many inputs, by reader: those that cost a file and more are fewer. */
  private static final Map<String, Integer> COUNTS =
      Map.ofEntries(
          Map.entry("safetensors", 150_000),
          Map.entry("network", 40_000),
          Map.entry("remarks", 60_000),
          Map.entry("architecture", 40_000),
          Map.entry("idx", 100_000),
          Map.entry("idx first", 60_000),
          Map.entry("idx mapped", 40_000),
          Map.entry("digest", 40_000),
          Map.entry("picture", 60_000),
          Map.entry("table", 150_000),
          Map.entry("address", 120_000),
          Map.entry("log", 100_000),
          Map.entry("key", 40_000),
          Map.entry("formula", 120_000));

  @TempDir Path folder;

  @BeforeAll
  static void decodePicturesInMemory() {
    ImageIO.setUseCache(false); // as the command line need not, but a million files would be slow
  }

  @Test
  @Tag("rough")
  void aMillionDamagedInputs() throws Exception {
    Map<String, Integer> counts = fuzz(1);
    int all = counts.values().stream().mapToInt(count -> count).sum();
    System.out.printf(
        "%d damaged inputs (seed %d), none beyond its budget: %s%n", all, SEED, counts);
    assertThat(all).isGreaterThanOrEqualTo(1_000_000);
  }

  /** Some of them whenever tests run. */
  @Test
  void aFewDamagedInputs() throws Exception {
    assertThat(fuzz(500)).hasSameSizeAs(COUNTS);
  }

  private Map<String, Integer> fuzz(int part) throws Exception {
    Map<String, List<byte[]>> seeds = Seeds.all(folder);
    Map<String, Readers.Reader> readers = Readers.all();
    assertThat(readers.keySet()).isEqualTo(COUNTS.keySet()).isEqualTo(seeds.keySet());
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Map<String, Future<List<String>>> runs = new TreeMap<>();
      readers.forEach(
          (name, reader) ->
              runs.put(
                  name,
                  threads.submit(faults(name, reader, seeds.get(name), COUNTS.get(name) / part))));
      Map<String, Integer> counts = new TreeMap<>();
      for (Map.Entry<String, Future<List<String>>> run : runs.entrySet()) {
        assertThat(run.getValue().get()).as(run.getKey()).isEmpty();
        counts.put(run.getKey(), COUNTS.get(run.getKey()) / part);
      }
      return counts;
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<List<String>> faults(
      String name, Readers.Reader reader, List<byte[]> seeds, int count) {
    Path file = folder.resolve(name.replace(" ", "-") + ".input");
    Mutator mutator = new Mutator(SEED + name.hashCode());
    return () -> {
      for (byte[] seed : seeds) { // classes are loaded and tables made once
        Readers.verdict(reader, file, seed);
      }
      List<String> faults = new ArrayList<>();
      for (int i = 0; i < count && faults.size() < MOST_FAULTS; i++) {
        byte[] input = mutator.next(seeds, Seeds.WORDS);
        String verdict = Readers.verdict(reader, file, input);
        if (!verdict.isEmpty()) {
          faults.add(
              "input %d of seed %d %s: %s"
                  .formatted(i, SEED, verdict, Base64.getEncoder().encodeToString(input)));
        }
      }
      return faults;
    };
  }
}
