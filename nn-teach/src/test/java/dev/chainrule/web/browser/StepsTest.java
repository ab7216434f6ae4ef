package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The time line, the equation, the arrays of a step, and both modes. */
@InBrowser
final class StepsTest {
  @Test
  void buttonsAndKeysGoThroughTheSteps(Page page) {
    page.open("");
    assertThat(page.text("equation")).contains("nothing is computed yet");
    page.click("step-next");
    assertThat(page.step()).isEqualTo(1);
    page.click("step-last");
    assertThat(page.step()).isEqualTo(18);
    page.click("step-back").click("step-7");
    assertThat(page.step()).isEqualTo(7);
    assertThat(page.attribute("step-7", "aria-current")).isEqualTo("step");
    page.click("step-first");
    assertThat(page.step()).isZero();
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.END, Keys.ARROW_LEFT);
    assertThat(page.step()).isEqualTo(17);
    page.press(Keys.HOME);
    assertThat(page.query()).isEmpty();
  }

  @Test
  void theEquationIsTypesetWithItsNumbersAndItsLecture(Page page) {
    page.open("step=1");
    assertThat(page.script("return document.querySelectorAll('#network-equation .katex').length"))
        .isEqualTo(2L);
    assertThat(page.css("[data-testid=equation-numbers] annotation").getDomProperty("textContent"))
        .contains("0.15", "0.3775");
    page.click("lecture-B2");
    assertThat(page.css("[popover]:popover-open").getText()).contains("Lecture, B2");
    page.press(Keys.ESCAPE);
    for (int step = 1; step <= 18; step++) {
      page.open("step=" + step);
      assertThat(page.script("return document.querySelectorAll('.katex-error').length"))
          .as("faults in formulas at step " + step)
          .isEqualTo(0L);
    }
  }

  @Test
  void aSampleOfTheBatchIsShown(Page page) {
    page.open("data=xor&batch=4&step=1");
    page.choose("row", "2");
    assertThat(page.query()).contains("row=2");
    FormulaWalk walk = FormulaWalk.of(page, "data=xor&batch=4");
    assertThat(page.number("unit-f0-0")).isEqualTo(walk.at("f0", 2, 0));
    assertThat(page.number("unit-f0-1")).isEqualTo(walk.at("f0", 2, 1));
  }

  @Test
  void forwardModeFollowsOneWeight(Page page) {
    page.open("").click("mode-forward");
    assertThat(page.attribute("mode-forward", "aria-pressed")).isEqualTo("true");
    assertThat(page.css("#network-drawing").getText()).contains("by A0[0,0]");
    page.click("step-last");
    assertThat(page.text("step-count")).endsWith("of " + page.step());
    page.click("mode-reverse");
    assertThat(page.step()).isZero();
  }

  @Test
  void panelsShowArraysAWeightAndTheCost(Page page) {
    page.open("step=18").click("panel-cost");
    assertThat(page.text("ledger-why")).contains("12");
    page.click("panel-weight");
    assertThat(page.shows("inspector")).isTrue();
    page.click("panel-arrays").click("array-dL/dA0");
    assertThat(page.shows("all-value-dL/dA0-0-0")).isTrue();
    page.click("all-value-dL/dA0-0-0");
    page.click("array-A0").click("all-value-A0-1-0");
    assertThat(page.query()).contains("select=A0%5B1%2C0%5D");
    page.click("step-3").click("value-A1-0-1");
    assertThat(page.query()).contains("select=A1%5B0%2C1%5D");
  }

  @Test
  void aLargeArrayIsMovedOver(Page page) {
    page.open("data=digits&step=18").click("array-A0");
    assertThat(page.text("grid-A0-part")).contains("of 784");
    page.click("pan-right").click("pan-right").click("pan-left");
    assertThat(page.query()).contains("pan=0%2C64");
    page.open("data=digits&hidden=128&step=18&array=A0").click("pan-down");
    assertThat(page.query()).contains("pan=64%2C0");
    page.click("pan-up");
    assertThat(page.query()).doesNotContain("pan=64");
    page.pointAt("grid-A0");
    assertThat(page.text("grid-A0-part")).matches("\\[\\d+, \\d+] = −?[\\d.]+(·10.*)?");
    page.click(page.canvasOf("grid-A0"));
    assertThat(page.query()).contains("select=A0%5B");
  }

  @Test
  void aLargeLocalDerivativeIsMovedOver(Page page) {
    page.open("data=digits&hidden=128&step=11&expand=1"); // ∂z₁/∂A₀, [128, 100352]
    page.click("local-pan-right").click("local-pan-down");
    assertThat(page.query()).contains("pan=64%2C64");
    page.click("local-pan-left").click("local-pan-up");
    assertThat(page.query()).doesNotContain("pan=64");
  }

  @Test
  void aStructuredJacobianIsWrittenOut(Page page) {
    page.open("data=digits&hidden=12");
    FormulaWalk walk = FormulaWalk.of(page, "data=digits&hidden=12");
    int step = 1;
    while (!walk.step(step).path("writes").asText().equals("dL/dA1")) {
      step++;
    }
    page.click("step-" + step).click("expand");
    assertThat(page.query()).contains("expand=1");
    assertThat(page.has("grid-local-" + step)).isTrue();
    page.click("expand");
    assertThat(page.query()).doesNotContain("expand");
  }
}
