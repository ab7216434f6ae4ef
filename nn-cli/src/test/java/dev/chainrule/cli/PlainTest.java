package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRunner.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chainrule.cli.CommandLineRunner.Result;
import dev.chainrule.layer.Dense;
import dev.chainrule.nn.Network;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says cannot steer the terminal that it is printed on. */
final class PlainTest {
  /** Clears the screen; C1's CSI; deletes; reverses; hides; ends a line. */
  private static final String EVIL = "\u001b[2J\u009b1m\u007f\u202eabc\u2066\u200b\u2028\r\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 10, 13, 0x1b, 0x7f, 0x80, 0x9b, 0xad, 0x200b, 0x200e, 0x200f})
  void charactersThatSteerAreEscapes(int c) {
    assertThat(Plain.name("a" + (char) c + "b")).isEqualTo("a\\u%04xb", c);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x202a, 0x202e, 0x2066, 0x2069, 0x2028, 0x2029, 0xfeff, 0xd800, 0xe0001, 0x200d})
  void soAreThoseThatReverseOrHide(int c) {
    String text = Character.isBmpCodePoint(c) ? "" + (char) c : Character.toString(c);
    assertThat(Plain.line(text)).startsWith("\\u").doesNotContain(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Trouser", "T-shirt/top", "Länge, cm", "∂L/∂x → 𝔽 😀", "٣", "日本"})
  void textStaysAsItIs(String text) {
    assertThat(Plain.name(text)).isEqualTo(text);
    assertThat(Plain.line(text)).isEqualTo(text);
    assertThat(Plain.message(text + "\n" + text)).isEqualTo(text + "\n" + text);
  }

  @Test
  void longNamesAreCutAndNotWithinACharacter() {
    assertThat(Plain.name("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(Plain.name("x".repeat(61))).isEqualTo("x".repeat(59) + "…");
    assertThat(Plain.name("😀".repeat(1000))).isEqualTo("😀".repeat(59) + "…");
    String message = Plain.message("the array " + "y".repeat(1_000_000) + " is missing");
    assertThat(message).hasSizeLessThan(500).startsWith("the array yyy").contains("…");
    assertThat(Plain.message("a b ".repeat(1_000_000))).hasSizeLessThan(4_100).endsWith("…");
  }

  @Test
  void namesOfClassesAndRemarksOfAModelAreShownAsText() throws IOException {
    Path file = folder.resolve("evil.safetensors");
    String classes = new ObjectMapper().writeValueAsString(List.of("no", EVIL));
    Network.of(Shape.of(2), Dense.of(2), 1)
        .save(file, Map.of("classes", classes, EVIL, EVIL, "b", "2", "a", "1", "data", EVIL));
    for (String[] command :
        new String[][] {
          {"predict", file.toString(), "--values", "0,9"},
          {"summary", file.toString()},
          {"eval", file.toString()},
          {"eval", file.toString(), "--data", "moons"},
          {"check", file.toString(), "--data", "moons"}
        }) {
      Result result = run(command);
      assertShown(result.out());
      assertShown(result.err());
    }
    assertThat(run("predict", file.toString(), "--values", "0,9").out()).contains("\\u001b[2J");
    Result json = run("predict", file.toString(), "--values", "0,9", "--json");
    assertShown(json.out());
    JsonNode probabilities = json.lastLineAsJson().get("probabilities");
    assertThat(probabilities.has(EVIL)).as("JSON says the name as it is").isTrue();
  }

  @Test
  void remarksAreInOrder() throws IOException {
    Path file = folder.resolve("m.safetensors");
    Map<String, String> remarks =
        Map.of("e", "5", "d", "4", "c", "3", "b", "2", "a", "1", "z", "26", "m", "13");
    Network.of(Shape.of(2), Dense.of(2), 1).save(file, remarks);
    assertThat(Network.loadWithRemarks(file).remarks().keySet())
        .containsExactly("a", "b", "c", "d", "e", "m", "z");
    assertThat(run("summary", file.toString()).out())
        .containsSubsequence(
            "a: 1\n", "b: 2\n", "c: 3\n", "d: 4\n", "e: 5\n", "m: 13\n", "z: 26\n");
  }

  @Test
  void namesOfFilesArraysAndArgumentsAreShownAsTextToo() throws IOException {
    String header =
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    EVIL + "n".repeat(100_000),
                    Map.of("dtype", "F99", "shape", List.of(1), "data_offsets", List.of(0, 4))));
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[8 + json.length + 4];
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json);
    Path file = Files.write(folder.resolve("arrays.safetensors"), bytes);
    for (String[] command :
        new String[][] {
          {"summary", file.toString()},
          {"summary", folder.resolve("\u001b[31mred.safetensors").toString()},
          {"\u001b[31mtrain"},
          {"train", "--data", "\u001b[31m"},
          {"train", "--\u001b[31m"},
          {"example", "\u001b[31m"}
        }) {
      Result result = run(command);
      assertThat(result.exitCode()).isNotZero();
      assertShown(result.err());
      assertThat(result.err().length()).isLessThan(8_000);
    }
  }

  private static void assertShown(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && c != '\t'))
        .noneMatch(c -> Character.getType(c) == Character.CONTROL)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT);
  }
}
