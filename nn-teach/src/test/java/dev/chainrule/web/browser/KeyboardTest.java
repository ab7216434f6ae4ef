package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** All of it without a mouse. */
@InBrowser
final class KeyboardTest {
  @Test
  void aWholeWalkForwardAndBack(Page page) {
    page.open("");
    for (int step = 1; step <= 18; step++) {
      page.press(Keys.ARROW_RIGHT);
      assertThat(page.step()).isEqualTo(step);
    }
    page.press(Keys.ARROW_RIGHT);
    assertThat(page.step()).isEqualTo(18);
    for (int step = 17; step >= 0; step--) {
      page.press(Keys.ARROW_LEFT);
      assertThat(page.step()).isEqualTo(step);
    }
  }

  /** What is wider than it shows is scrolled by the keys that else go to another step. */
  @Test
  void arrowsScrollAWideCardThatHasTheFocus(Page page) {
    page.open("data=digits&hidden=12&step=3");
    String wide =
        """
        const wide = [...document.querySelectorAll('#network [tabindex="0"]')].find((e) =>
          e.scrollWidth > e.clientWidth + 40 && getComputedStyle(e).overflowX === 'auto');
        wide.focus();
        wide.id = 'wide';
        """;
    page.script(wide);
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(page.step()).isEqualTo(3);
    String left = "return document.getElementById('wide').scrollLeft > 0";
    assertThat(page.waitFor(() -> Boolean.TRUE.equals(page.script(left)))).isTrue();
    page.script("document.activeElement.blur()");
    page.press(Keys.ARROW_RIGHT);
    assertThat(page.step()).isEqualTo(4);
  }

  @Test
  void buttonsOfTheTimeLineKeepTheFocus(Page page) {
    page.open("").tabTo("step-next");
    for (int step = 1; step <= 5; step++) {
      page.press(Keys.ENTER);
      assertThat(page.step()).isEqualTo(step);
      assertThat(page.focus()).isEqualTo("step-next");
    }
  }

  @Test
  void aWeightIsSelectedAndChanged(Page page) {
    page.open("").tabTo("network");
    page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    String weight = page.focus();
    assertThat(weight).startsWith("weight-A");
    page.press(Keys.ENTER);
    assertThat(page.query())
        .contains(weight.replaceFirst("weight-(\\w+)-(\\d+)-(\\d+)", "select=$1%5B$2%2C$3%5D"));
    page.tabTo("set-value");
    page.press("0.125", Keys.ENTER); // Tab has selected what stood there
    assertThat(page.number("fact-value")).isEqualTo(0.125);
  }

  @Test
  void aQuestionIsAnswered(Page page) {
    page.open("");
    page.press("l", Keys.ARROW_RIGHT);
    page.tabTo("lesson-answer");
    FormulaWalk walk = FormulaWalk.of(page, "data=mazur");
    int unit = page.text("lesson-question").contains("[1]") ? 1 : 0;
    page.press(String.valueOf(walk.at("z1", 0, unit)), Keys.ENTER);
    assertThat(page.text("lesson-result")).startsWith("Right");
  }

  /** Each control in view can be come to by Tab, and what has the focus shows it. */
  @Test
  void tabReachesEveryControlAndShowsWhere(Page page) {
    page.open("step=9&select=A1%5B0%2C0%5D&panel=weight&setup=1");
    for (String name :
        new String[] {
          "tab-formula", "setup-open", "theme", "mode-forward", "network", "train-epoch", "rate",
          "panel-cost", "select-name", "set-apply", "path-0", "step-9", "setup-hidden",
              "setup-reset"
        }) {
      page.tabTo(name);
      assertThat(
              page.script(
                  """
                  const style = getComputedStyle(document.activeElement);
                  return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
                  """))
          .as("a visible focus at " + name)
          .isEqualTo(true);
    }
  }
}
