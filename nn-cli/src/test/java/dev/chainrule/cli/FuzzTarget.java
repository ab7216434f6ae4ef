package dev.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** What Jazzer calls, in a JVM of its own: one of {@link Readers}, named by a system property. */
public final class FuzzTarget {
  /** The name of the reader. */
  static final String READER = "fuzz.reader";

  /** The folder of right inputs. */
  static final String SEEDS = "fuzz.seeds";

  /** The file that is written for readers of files. */
  static final String INPUT = "fuzz.input";

  private static Readers.Reader reader;
  private static Path file;

  private FuzzTarget() {}

  /** Loads classes and makes tables once, by reading right inputs: no input's budget has them. */
  public static void fuzzerInitialize() throws IOException {
    ImageIO.setUseCache(false);
    reader = Readers.all().get(System.getProperty(READER));
    file = Path.of(System.getProperty(INPUT));
    try (Stream<Path> seeds = Files.list(Path.of(System.getProperty(SEEDS)))) {
      for (Path seed : seeds.toList()) {
        Readers.verdict(reader, file, Files.readAllBytes(seed));
      }
    }
  }

  /**
   * Reads an input; what a reader may not throw or allocate is an {@link AssertionError}. It reads
   * it twice before it complains: Jazzer changes a class when it is first needed, in the reader's
   * thread, which takes hundreds of megabytes for many classes.
   */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (!Readers.verdict(reader, file, input).isEmpty()) {
      String verdict = Readers.verdict(reader, file, input);
      if (!verdict.isEmpty()) {
        throw new AssertionError(verdict);
      }
    }
  }
}
