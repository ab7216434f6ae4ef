package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The tab with Taylor polynomials of a function, and of the loss. */
@InBrowser
final class TaylorTest {
  @Test
  void coefficientsAreTheServers(Page page) {
    page.open("tab=taylor&tf=exp(x)&x0=1&order=5");
    JsonNode coefficients = page.json("taylor", "f=exp(x)&x=1&order=12&from=-6&to=6");
    for (int k = 0; k <= 5; k++) {
      assertThat(page.number("taylor-c-" + k))
          .isEqualTo(coefficients.path("coefficients").path(k).asDouble());
    }
    assertThat(page.has("taylor-c-6")).isFalse();
  }

  @Test
  void theSliderChoosesTheOrder(Page page) {
    page.open("tab=taylor");
    double error = page.number("taylor-error-size");
    page.element("taylor-order").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    page.ready();
    assertThat(page.query()).contains("order=5");
    assertThat(page.number("taylor-error-size")).isLessThan(error);
  }

  @Test
  void functionAndPlaceAreChosen(Page page) {
    page.open("tab=taylor").choose("taylor-example", "exp(x)");
    assertThat(page.field("taylor-tf")).isEqualTo("exp(x)");
    page.fill("taylor-tf", "cos(2*x)").fill("taylor-from", "-2").fill("taylor-to", "2");
    page.fill("taylor-x0", "0.5");
    assertThat(page.query()).contains("x0=0.5").contains("from=-2").contains("to=2");
    assertThat(page.number("taylor-c-0")).isEqualTo(Math.cos(1));
    page.fill("taylor-from", "left");
    assertThat(page.query()).doesNotContain("left");
  }

  @Test
  void thePointIsDragged(Page page) {
    page.open("tab=taylor");
    String before = page.value("taylor-c-0");
    page.actions()
        .moveToElement(page.element("taylor-handle"))
        .clickAndHold()
        .moveByOffset(60, 0)
        .moveByOffset(20, 0)
        .release()
        .perform();
    page.ready();
    assertThat(page.query()).contains("x0=");
    assertThat(page.value("taylor-c-0")).isNotEqualTo(before);
    page.slide("taylor-move", 0.9);
    assertThat(page.query()).matches(".*x0=[3-6].*");
  }

  @Test
  void theLossIsApproximatedAlongTheGradientAndAWeight(Page page) {
    page.open("tab=taylor").click("taylor-loss");
    JsonNode along = page.json("taylor-loss", "direction=gradient&order=4&radius=1");
    assertThat(page.number("taylor-c-1")).isEqualTo(along.path("coefficients").path(1).asDouble());
    page.choose("taylor-along", "A1[0,0]").fill("taylor-radius", "2");
    assertThat(page.number("taylor-c-1")).isBetween(0.0821670, 0.0821671);
    page.click("taylor-function");
    assertThat(page.shows("taylor-tf")).isTrue();
  }

  @Test
  @Refused
  void aFaultyFunctionGetsASentence(Page page) {
    page.open("tab=taylor").fill("taylor-tf", "sin(");
    assertThat(page.text("taylor-error")).isNotEmpty();
    page.fill("taylor-tf", "sin(x)");
    assertThat(page.has("taylor-error")).isFalse();
  }
}
