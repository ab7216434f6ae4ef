package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A lesson asks for a number before it shows it, and keeps score. */
@InBrowser
final class LessonTest {
  private static final String WRITTEN_BY_THE_FIRST_STEP = "value-z1-0-0";

  /** z₁[0] and z₁[1], of which the first question asks one. */
  private static double answer(Page page) {
    FormulaWalk walk = FormulaWalk.of(page, "data=mazur");
    return walk.at("z1", 0, page.text("lesson-question").contains("[1]") ? 1 : 0);
  }

  @Test
  void itAsksBeforeItShows(Page page) {
    page.open("").click("lesson").click("step-next");
    assertThat(page.text("lesson-question")).contains("What is z₁");
    assertThat(page.text(WRITTEN_BY_THE_FIRST_STEP)).isEqualTo(Shown.UNKNOWN);
    page.click("step-next");
    assertThat(page.step()).as("no way past a question").isEqualTo(1);
    page.fill("lesson-answer", String.valueOf(answer(page))).click("lesson-check");
    assertThat(page.text("lesson-result")).startsWith("Right: z₁");
    assertThat(page.value("lesson-score")).isEqualTo("2");
    assertThat(page.value(WRITTEN_BY_THE_FIRST_STEP)).isNotEmpty();
    page.click("step-next");
    assertThat(page.step()).isEqualTo(2);
  }

  @Test
  void wrongAnswersGetASentenceAndHintsCostAPoint(Page page) {
    page.open("lesson=1&step=1");
    page.fill("lesson-answer", "many").click("lesson-check");
    assertThat(page.text("lesson-feedback")).contains("“many” is not a number");
    page.fill("lesson-answer", "-0.4").click("lesson-check");
    assertThat(page.text("lesson-feedback")).contains("sign");
    page.fill("lesson-answer", "100").click("lesson-check");
    assertThat(page.text("lesson-feedback")).contains("too large");
    page.fill("lesson-answer", "0.0001").click("lesson-check");
    assertThat(page.text("lesson-feedback")).contains("too small");
    page.click("lesson-hint").click("lesson-hint");
    assertThat(page.text("lesson-feedback")).startsWith("It is about 0.4");
    page.fill("lesson-answer", String.valueOf(answer(page))).click("lesson-check");
    assertThat(page.value("lesson-score")).isEqualTo("1");
  }

  @Test
  void showingCountsNothingAndTheSummaryTellsAll(Page page) {
    page.open("lesson=1&step=1").click("lesson-show");
    assertThat(page.text("lesson-result")).contains("No points this time");
    page.click("lesson-score");
    assertThat(page.value("summary-score")).isEqualTo("0");
    assertThat(page.text("summary-score")).contains("for 1 questions");
    page.click("summary-again");
    assertThat(page.step()).isZero();
    page.click("step-next");
    assertThat(page.shows("lesson-answer")).isTrue();
  }
}
