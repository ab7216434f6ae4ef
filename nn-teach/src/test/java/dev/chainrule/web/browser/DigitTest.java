package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A digit drawn with the pointer, or the keys, is classified, and stepped through. */
@InBrowser
final class DigitTest {
  /** The strokes of a 7, from the middle of the board. */
  static void drawSeven(Page page) {
    page.actions()
        .moveToElement(page.element("pad"), -70, -80)
        .clickAndHold()
        .moveByOffset(140, 0)
        .moveByOffset(-40, 90)
        .moveByOffset(-30, 80)
        .release()
        .perform();
    page.ready();
  }

  @Test
  void aDrawnDigitIsClassified(Page page) {
    page.open("data=digits").click("draw").click("pad-classify");
    assertThat(page.css("dialog").getText()).contains("Nothing is drawn yet");
    drawSeven(page);
    page.choose("pad-target", "7").click("pad-classify");
    assertThat(page.query()).contains("input=").contains("target=7");
    double sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += page.number("probability-" + i);
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    page.click("step-next").click("step-last");
    assertThat(page.value("loss")).isNotEmpty();
    assertThat(page.shows("input-image")).isTrue();
    page.click("input-image");
    assertThat(page.query()).contains("select=f0%5B0%2C");
  }

  @Test
  void itIsSteppedThroughAndTakenAway(Page page) {
    page.open("data=digits").click("draw");
    drawSeven(page);
    page.click("pad-clear").click("pad-step");
    assertThat(page.css("dialog").getText()).contains("Nothing is drawn yet");
    drawSeven(page);
    page.click("pad-step");
    assertThat(page.step()).isZero();
    assertThat(page.text("probability-0")).isEqualTo(Shown.UNKNOWN);
    page.click("draw").click("pad-cancel");
    assertThat(page.query()).contains("input=");
    page.click("draw").click("pad-remove");
    assertThat(page.query()).doesNotContain("input=");
  }

  @Test
  void theKeyboardDrawsToo(Page page) {
    page.open("data=digits").click("draw");
    assertThat(page.focus()).isEqualTo("pad");
    page.press(" ", Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, " ");
    page.tabTo("pad-classify").press(Keys.ENTER);
    assertThat(page.query()).contains("input=");
  }
}
