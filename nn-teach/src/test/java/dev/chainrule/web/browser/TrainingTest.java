package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Updates: one, ten, an epoch, on and on, and back to the first weights. */
@InBrowser
final class TrainingTest {
  @Test
  void anEpochMovesLossAndBoundary(Page page) {
    page.open("data=moons");
    Object plane = page.picture("boundary");
    assertThat(page.text("loss-curve")).contains("is drawn here");
    page.click("train-epoch");
    assertThat(page.value("updates")).isEqualTo("100");
    double first = Double.parseDouble(page.attribute("loss-curve", "data-last"));
    assertThat(page.picture("boundary")).isNotEqualTo(plane);
    page.click("train-epoch").click("train-epoch");
    assertThat(page.value("updates")).isEqualTo("300");
    assertThat(Double.parseDouble(page.attribute("loss-curve", "data-last"))).isNotEqualTo(first);
    assertThat(page.json("walk", "data=moons&batch=all&log=u1").path("history").path(0).asDouble())
        .isPositive();
  }

  @Test
  void stepsAddUpAndRewindTakesThemBack(Page page) {
    page.open("");
    String weight = page.value("weight-A1-0-0");
    page.click("train-one");
    assertThat(page.number("weight-A1-0-0")).isEqualTo(0.35891647971788465);
    page.click("train-ten").click("train-one");
    assertThat(page.query()).isEqualTo("log=u12");
    assertThat(page.value("updates")).isEqualTo("12");
    page.click("train-rewind");
    assertThat(page.query()).isEmpty();
    assertThat(page.value("weight-A1-0-0")).isEqualTo(weight);
  }

  @Test
  void itRunsUntilItIsStopped(Page page) {
    page.open("data=circles").click("train-run");
    assertThat(page.waitFor(() -> page.value("updates").compareTo("1") > 0)).isTrue();
    assertThat(page.attribute("train-run", "aria-pressed")).isEqualTo("true");
    page.click("train-run").ready();
    assertThat(page.attribute("train-run", "aria-pressed")).isEqualTo("false");
    String updates = page.value("updates");
    page.pause();
    assertThat(page.value("updates")).isEqualTo(updates);
    page.back();
    assertThat(page.value("updates")).isEqualTo("0");
  }

  @Test
  void theRateCanBeChangedOnTheWay(Page page) {
    page.open("").fill("rate", "0,25");
    assertThat(page.query()).isEqualTo("rate=0.25");
    page.click("train-one").fill("rate", "1");
    assertThat(page.query()).isEqualTo("rate=0.25&log=u1~rate%3D1");
    page.click("train-one");
    assertThat(page.value("updates")).isEqualTo("2");
    page.fill("rate", "fast");
    assertThat(page.attribute("rate", "aria-invalid")).isEqualTo("true");
    assertThat(page.query()).doesNotContain("fast");
  }
}
