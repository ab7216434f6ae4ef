package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe-core finds no serious fault, in light and dark, whatever is open. */
@InBrowser
final class AccessibilityTest {
  private static final String AXE = "/axe.min.js";

  /** Each fault as a line: how bad, which rule, and the first element that breaks it. */
  private static final String FAULTS =
      """
      const done = arguments[0];
      axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ impact, id, nodes }) =>
            `${impact} ${id} (${nodes.length}): ${nodes[0].html.slice(0, 300)}: ${nodes[0].failureSummary}`)),
        (error) => done([String(error)]));
      """;

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "step=9, ''",
    "step=9&setup=1, ''",
    "step=18&select=A1%5B0%2C0%5D&panel=weight&path=0, ''",
    "mode=forward&step=6&panel=cost, ''",
    "lesson=1&step=1, ''",
    "lesson=1&step=1, lesson-score",
    "data=moons&log=u100&step=5, ''",
    "data=digits&step=3&array=A0, ''",
    "data=digits, draw",
    "data=xor, help",
    "step=2, export-open",
    "data=csv&csv=0%2C0%2C0%0A1%2C1%2C1&setup=1, ''",
    "tab=formula&fstep=9, ''",
    "tab=taylor&order=4, ''",
    "tab=taylor&what=loss, ''"
  })
  void hasNoSeriousFault(String query, String opens, Page page) throws IOException {
    for (String theme : new String[] {"light", "dark"}) {
      page.open(query + (query.isEmpty() ? "" : "&") + "theme=" + theme);
      if (!opens.isEmpty()) {
        page.click(opens);
      }
      page.script(axe());
      assertThat((List<?>) page.later(FAULTS)).as(query + " " + opens + " " + theme).isEmpty();
    }
  }

  private static String axe() throws IOException {
    try (InputStream in = AccessibilityTest.class.getResourceAsStream(AXE)) {
      if (in == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
