package dev.chainrule.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.Snapshot;
import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.trace.Trace;
import dev.chainrule.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The lesson plan: every link leads somewhere, and every number in a solution is the stepper's. */
final class TeachingTest {
  private static final Pattern LINK =
      Pattern.compile("\\(http://127\\.0\\.0\\.1:7770/\\??([^)]*)\\)");
  private static final Pattern NUMBER =
      Pattern.compile("`([^`=\\[]+?)(?:\\[([\\d, ]+)])? = (-?[\\d.]+)`");
  private static final Pattern STEP = Pattern.compile("(?:^|&)step=(\\d+)");

  private final SnapshotCache snapshots = new SnapshotCache();

  private static String plan() throws IOException {
    return Files.readString(Path.of("../docs/teaching.md"));
  }

  /** The text of each exercise, its solution with it. */
  private static List<String> exercises() throws IOException {
    return Arrays.stream(plan().split("\\*\\*Exercise ", -1))
        .skip(1)
        .map(text -> text.substring(0, text.indexOf("</details>") + "</details>".length()))
        .toList();
  }

  private static List<String> links(String text) {
    return LINK.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private Trace trace(String query) throws InterruptedException {
    Snapshot snapshot = snapshots.of(Scenario.parse(query));
    return snapshot.trace();
  }

  @Test
  void anExerciseHasALinkAndASolution() throws IOException {
    assertThat(exercises()).hasSizeGreaterThan(15);
    for (String exercise : exercises()) {
      assertThat(links(exercise)).as(exercise).isNotEmpty();
      assertThat(exercise).contains("<details><summary>Solution</summary>", "</details>");
    }
  }

  @TestFactory
  Stream<DynamicTest> everyLinkLeadsToAStepThatThereIs() throws IOException {
    return links(plan()).stream()
        .distinct()
        .map(
            query ->
                DynamicTest.dynamicTest(
                    query,
                    () -> {
                      Trace trace = trace(query);
                      Matcher step = STEP.matcher(query);
                      if (step.find()) {
                        int number = Integer.parseInt(step.group(1));
                        assertThat(number).isBetween(1, trace.steps().size());
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyNumberIsTheSteppers() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String exercise : exercises()) {
      List<String> links = links(exercise);
      String query = links.get(links.size() - 1);
      for (MatchResult number : NUMBER.matcher(exercise).results().toList()) {
        tests.add(DynamicTest.dynamicTest(number.group(), () -> isShown(query, number)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(15);
    return tests.stream();
  }

  private void isShown(String query, MatchResult number) throws InterruptedException {
    Value value =
        trace(query).values().values().stream()
            .filter(v -> v.notation().text().equals(number.group(1)))
            .findFirst()
            .orElseThrow(() -> new AssertionError(query + " has no " + number.group(1)));
    String index = number.group(2);
    long[] at =
        index == null
            ? new long[0]
            : Arrays.stream(index.split(", ", -1)).mapToLong(Long::parseLong).toArray();
    String said = number.group(3);
    int decimals = said.contains(".") ? said.length() - said.indexOf('.') - 1 : 0;
    assertThat(String.format(Locale.ROOT, "%." + decimals + "f", value.at(at))).isEqualTo(said);
  }
}
