package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An address copied from the page is one that the terminal takes: both know the same keys. */
final class PageKeysTest {
  private static final Path STATE =
      Path.of("src/main/resources/dev/chainrule/web/js/core/state.js");

  private static String state() throws IOException {
    return Files.readString(STATE);
  }

  @Test
  void whatThePageAddsIsLeftOut() throws IOException {
    String view = state().split("const VIEW = \\{", -1)[1].split("};", -1)[0];
    List<String> keys =
        Pattern.compile("(?m)^ {2}(\\w+):").matcher(view).results().map(m -> m.group(1)).toList();
    assertThat(keys).contains("step", "panel", "lesson");
    assertThat(Scenario.PAGE).containsAll(keys);
    String address = "http://127.0.0.1:7770/?hidden=3&" + String.join("=1&", keys) + "=1";
    assertThat(Scenario.parse(address).query()).isEqualTo("hidden=3");
  }

  @Test
  void whatIsOfTheScenarioIsAsked() throws IOException {
    String scenario = state().split("const SCENARIO = \\[", -1)[1].split("];", -1)[0];
    List<String> keys =
        Pattern.compile("'(\\w+)'").matcher(scenario).results().map(m -> m.group(1)).toList();
    assertThat(keys)
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Key.values()).map(Key::key).toList());
  }
}
