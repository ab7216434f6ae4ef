package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The tab that differentiates a typed formula. */
@InBrowser
final class FormulaPageTest {
  @Test
  void numbersAreTheServersAndComeOneByOne(Page page) {
    String query = "f=" + Page.encoded("x*y^2+log(sin(x))") + "&at=" + Page.encoded("x=1, y=2");
    JsonNode answer = page.json("formula", query);
    page.open("tab=formula&" + query);
    int values = answer.path("steps").size();
    for (int i = 0; i < values; i++) {
      String name = answer.path("steps").path(i).path("name").asText();
      assertThat(page.text("formula-value-" + name)).as(name).isEqualTo(Shown.UNKNOWN);
      page.click("formula-next");
      assertThat(page.number("formula-value-" + name))
          .as(name)
          .isEqualTo(answer.path("steps").path(i).path("value").asDouble());
    }
    for (JsonNode line : reverse(answer).path("lines")) {
      String name = line.path("variable").asText();
      assertThat(page.text("formula-derivative-" + name)).as(name).isEqualTo(Shown.UNKNOWN);
      page.click("formula-next");
      assertThat(page.number("formula-derivative-" + name))
          .as(name)
          .isEqualTo(line.path("value").asDouble());
    }
  }

  private static JsonNode reverse(JsonNode answer) {
    for (JsonNode sweep : answer.path("sweeps")) {
      if (sweep.path("mode").asText().equals("reverse")) {
        return sweep;
      }
    }
    throw new AssertionError("no reverse sweep in " + answer);
  }

  private static String graph(Page page) {
    return String.valueOf(
        page.script(
            "return [...document.querySelector('.graph').shadowRoot.querySelectorAll('text')]"
                + ".map((e) => e.textContent).join(' ')"));
  }

  @Test
  void aTypedFormulaIsDifferentiated(Page page) {
    page.open("tab=formula")
        .fill("formula-f", "x^3")
        .fill("formula-at", "x=2")
        .click("formula-go")
        .click("formula-last");
    assertThat(page.number("formula-derivative-x")).isEqualTo(12);
    assertThat(graph(page)).contains("12");
    page.click("formula-back").click("formula-first");
    assertThat(page.value("formula-count")).isEqualTo("0");
    assertThat(graph(page)).contains(Shown.UNKNOWN).doesNotContain("12");
    page.press(Keys.END);
    assertThat(page.number("formula-derivative-x")).isEqualTo(12);
  }

  @Test
  void examplesAndSweepsAreChosen(Page page) {
    page.open("tab=formula").choose("formula-example", "2");
    assertThat(page.field("formula-at")).isEqualTo("x=1, y=2");
    page.choose("formula-sweep", "forward:y").click("formula-last");
    assertThat(page.query()).contains("sweep=forward%3Ay");
    assertThat(page.css("#formula table").getText()).contains("∂b/∂y").doesNotContain("∂e/∂b");
  }

  @Test
  @Refused
  void aFaultyFormulaGetsASentence(Page page) {
    page.open("tab=formula").fill("formula-f", "sin(x").click("formula-go");
    assertThat(page.text("formula-error")).isNotEmpty();
    assertThat(page.field("formula-f")).isEqualTo("sin(x");
    page.fill("formula-f", "").click("formula-go");
    page.fill("formula-f", "sin(x)").fill("formula-at", "x=0").click("formula-go");
    assertThat(page.has("formula-error")).isFalse();
  }
}
