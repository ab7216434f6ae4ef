package dev.chainrule.stepper.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.SnapshotCache;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The walk through Mazur's example, as it is printed, and the numbers that he published. */
final class MazurWalkTest {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

  private static String resource(String name) throws IOException {
    try (InputStream in = MazurWalkTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String walk(String commands) throws IOException, InterruptedException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session = new Session(new SnapshotCache(), Scenario.parse(""), 6);
    int failures =
        new Conversation(session, new PrintWriter(out), new PrintWriter(err))
            .read(new BufferedReader(new StringReader(commands)));
    assertThat(err.toString()).isEmpty();
    assertThat(failures).isZero();
    return out.toString();
  }

  /** Word for word; numbers to twelve digits, since processors round the last ones differently. */
  @Test
  void theWalkIsTheGoldenFile() throws IOException, InterruptedException {
    String walk = walk(resource("mazur.commands"));
    Path actual = Path.of("target", "mazur.walk");
    Files.writeString(actual, walk);
    String golden = resource("mazur.walk");

    assertThat(NUMBER.matcher(walk).replaceAll("#"))
        .as("compare with %s, and keep that if it is right", actual)
        .isEqualTo(NUMBER.matcher(golden).replaceAll("#"));
    List<Double> expected = numbers(golden);
    List<Double> got = numbers(walk);
    for (int i = 0; i < expected.size(); i++) {
      double size = Math.abs(expected.get(i));
      // A difference quotient has fewer digits than a derivative.
      assertThat(got.get(i)).as("number %d", i).isCloseTo(expected.get(i), within(1e-10 * size));
    }
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).map(Double::valueOf).toList();
  }

  @Test
  void thePublishedNumbersArePrinted() throws IOException, InterruptedException {
    String golden = resource("mazur.walk");

    assertThat(printed(golden, "  L = ")).isCloseTo(0.298371108760, within(1e-12));
    assertThat(golden).contains("  L = 0.29837110876000"); // all the digits that he gives
    assertThat(printed(golden, "  ∂L/∂A₁ \\[2, 2\\] =\n\\s+(?=\\d\\.\\d{12})"))
        .isCloseTo(0.08216704056423077, within(5e-17)); // 4 units of its last place
    assertThat(printed(golden, "  A₁\\[0, 0\\] = ")).isCloseTo(0.35891647971788, within(1e-14));
    assertThat(golden).contains("  A₁[0, 0] = 0.35891647971788");
    assertThat(golden).contains("  A₀[0, 0] = 0.1497807161327628\n");
  }

  /** The number behind these words that has the most digits. */
  private static double printed(String text, String before) {
    return Pattern.compile(before + "(" + NUMBER + ")")
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .max(Comparator.comparingInt(String::length))
        .map(Double::parseDouble)
        .orElseThrow();
  }

  /** Whatever is later is a dash, and what was, is a number. */
  @Test
  void nothingIsShownBeforeItIsComputed() throws InterruptedException, IOException {
    Session session = new Session(new SnapshotCache(), Scenario.parse(""), 6);
    int dashes = Integer.MAX_VALUE;
    for (int step = 0; step <= session.steps(); step++) {
      session.run("step " + step);
      String list = session.run("list");
      int now = (int) list.chars().filter(c -> c == '–').count();
      assertThat(now).as("dashes at step %d", step).isLessThan(dashes);
      assertThat(list).doesNotContain("NaN");
      dashes = now;
    }
    assertThat(dashes).isZero();
  }
}
