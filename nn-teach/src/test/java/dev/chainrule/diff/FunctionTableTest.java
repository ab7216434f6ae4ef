package dev.chainrule.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.formula.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of functions, and the guide that shows it. */
class FunctionTableTest {
  private static final Path GUIDE = Path.of("..", "docs", "guide", "formulas.md");
  private static final Pattern LINE =
      Pattern.compile("^(?<formula>.+?) {2,}at (?<at>.*?) {2,}is (?<value>.+)$");

  @Test
  void everyNameIsInTheTable() {
    String table = FunctionTable.text();
    for (Operation operation : Operation.values()) {
      assertThat(table).contains(operation.usage(), operation.example(), operation.meaning());
    }
    for (String name : Operation.functions()) {
      assertThat(table).containsPattern("(?U)\\b" + Pattern.quote(name) + "(\\b|[( ,])");
    }
    assertThat(table.lines()).allMatch(line -> Columns.width(line) <= 175);
  }

  @Test
  void theGuideShowsTheTable() throws IOException {
    assertThat(Files.readString(GUIDE)).contains("```text\n" + FunctionTable.text() + "```");
  }

  /** Lines of the guide such as {@code x'A x at x=[1, 2], A=[[1, 2], [3, 4]] is 27}. */
  @Test
  void theGuidesExamplesAreTrue() throws IOException {
    int examples = 0;
    for (String line : Files.readAllLines(GUIDE)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      examples++;
      String at = matcher.group("at").equals("–") ? "" : matcher.group("at");
      String value = matcher.group("value");
      if (value.startsWith("refused: ")) {
        String message = "";
        try {
          ComputationGraphTest.walk(matcher.group("formula"), at);
        } catch (dev.chainrule.formula.FormulaException e) {
          message = e.sentence();
        }
        assertThat(message).as(line).isEqualTo(value.substring("refused: ".length()));
      } else {
        ComputationGraph walk = ComputationGraphTest.walk(matcher.group("formula"), at);
        assertThat(new NumberStyle(6).of(walk.value())).as(line).isEqualTo(value);
      }
    }
    assertThat(examples).isGreaterThan(25);
  }
}
