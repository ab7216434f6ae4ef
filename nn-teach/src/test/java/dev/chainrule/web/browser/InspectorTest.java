package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What is said of one number: a weight, a bias, a unit, an input. */
@InBrowser
final class InspectorTest {
  @Test
  void aClickedWeightTellsOfItself(Page page) {
    page.open("").clickLine("weight-A1-0-0");
    assertThat(page.query()).contains("select=A1%5B0%2C0%5D");
    assertThat(page.number("fact-value")).isEqualTo(0.4);
    assertThat(page.text("fact-derivative")).startsWith(Shown.UNKNOWN);
    assertThat(page.text("fact-quotient")).isEqualTo(Shown.UNKNOWN);
    assertThat(page.text("fact-updated")).isEqualTo(Shown.UNKNOWN);
    page.click("goto-derivative");
    assertThat(page.number("fact-derivative")).isCloseTo(0.08216704056423077, within(1e-16));
    assertThat(page.text("fact-updated")).isEqualTo(Shown.UNKNOWN);
    page.click("path-0");
    assertThat(page.attribute("path-0", "aria-pressed")).isEqualTo("true");
    page.click("path-0");
    assertThat(page.query()).doesNotContain("path=");
  }

  @Test
  void everyWeightCanBeClicked(Page page) {
    page.open("");
    for (String name : page.names("weight-A")) {
      page.clickLine(name);
      assertThat(page.css("#network-drawing .edge.chosen").getDomAttribute("data-testid"))
          .isEqualTo(name);
    }
  }

  @Test
  void aBiasAndAUnitToo(Page page) {
    page.open("step=4").click("weight-b1-0");
    assertThat(page.query()).contains("select=b1%5B0%5D");
    assertThat(page.number("fact-value")).isEqualTo(0.6);
    page.click("unit-f1-1");
    assertThat(page.query()).contains("select=f1%5B0%2C1%5D");
    assertThat(page.value("fact-value")).isEqualTo(page.value("unit-f1-1"));
  }

  @Test
  void aNumberIsChosenWithoutAMouse(Page page) {
    page.open("panel=weight").click("select-go");
    assertThat(page.query()).contains("select=A0%5B0%2C0%5D");
    page.choose("select-name", "b1").fill("select-index-0", "1");
    assertThat(page.query()).contains("select=b1%5B1%5D");
    page.choose("select-name", "A1").fill("select-index-1", "99");
    assertThat(page.query()).contains("%2C1%5D");
  }

  @Test
  void aWeightAndAnInputAreSet(Page page) {
    page.open("step=5&select=A1%5B0%2C0%5D&panel=weight");
    double loss = page.number("loss");
    page.fill("set-value", "one").click("set-apply");
    assertThat(page.text("inspector")).contains("“one” is not a number");
    page.fill("set-value", "−0,5").click("set-apply");
    assertThat(page.number("fact-value")).isEqualTo(-0.5);
    assertThat(page.number("loss")).isNotEqualTo(loss);
    loss = page.number("loss");
    page.click("unit-f0-0").fill("set-value", "0.9").click("set-apply");
    assertThat(page.number("unit-f0-0")).isEqualTo(0.9);
    assertThat(page.number("loss")).isNotEqualTo(loss);
    page.click("train-rewind");
    assertThat(page.number("unit-f0-0")).isEqualTo(0.05);
  }
}
