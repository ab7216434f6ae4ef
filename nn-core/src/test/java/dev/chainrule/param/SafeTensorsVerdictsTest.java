package dev.chainrule.param;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our reader against the reference implementation in Rust, release 0.8.0, whose verdicts {@code
 * safetensors-verdicts.py} wrote down.
 */
final class SafeTensorsVerdictsTest {
  /** The format forbids a name twice; the reference implementation lets the last one count. */
  private static final Set<String> TWICE =
      Set.of(
          "key in metadata twice",
          "unknown field twice",
          "unknown field twice, nested",
          "name twice, alike",
          "name twice, the second right",
          "name twice, escaped");

  /** What Rust's library for JSON allows besides, and the format does not speak of. */
  private static final Set<String> UNHEARD_OF =
      Set.of(
          "dtype {\"F32\":null}",
          "tensor as a list",
          "shape is zero, then large", // dimensions from 2^63 on
          "shape with largest and zero");

  @TempDir Path folder;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Case(String name, String verdict, byte[] file) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream in =
        SafeTensorsVerdictsTest.class.getResourceAsStream("/golden/safetensors-verdicts.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .map(line -> line.split("\t", -1))
          .map(cells -> new Case(cells[0], cells[1], Base64.getDecoder().decode(cells[2])))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheReferenceImplementation(Case it) throws IOException {
    Path file = Files.write(folder.resolve("a.safetensors"), it.file());
    String verdict = "ok";
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      reader.checkBytes();
    } catch (IOException e) {
      verdict = e.getMessage();
    }
    boolean accepts = it.verdict().equals("ok");
    if (TWICE.contains(it.name()) || UNHEARD_OF.contains(it.name())) {
      assertThat(accepts).isTrue(); // else it does not belong into these lists
      accepts = false;
    }
    assertThat(verdict.equals("ok"))
        .as("the reference says: %s; we say: %s", it.verdict(), verdict)
        .isEqualTo(accepts);
  }
}
