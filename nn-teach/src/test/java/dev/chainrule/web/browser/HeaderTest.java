package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The bar at the top: tabs, set-up, lesson, link, export, theme, help. */
@InBrowser
final class HeaderTest {
  private static final String PAPER =
      "return getComputedStyle(document.documentElement).backgroundColor";

  @Test
  void tabsChangeThePage(Page page) {
    page.open("");
    for (String tab : new String[] {"formula", "taylor", "network"}) {
      page.click("tab-" + tab);
      assertThat(page.css("#" + tab).isDisplayed()).as(tab).isTrue();
      assertThat(page.attribute("tab-" + tab, "aria-current")).isEqualTo("page");
    }
    page.back();
    assertThat(page.css("#taylor").isDisplayed()).isTrue();
  }

  @Test
  void theThemeChanges(Page page) {
    page.open("theme=light");
    Object light = page.script(PAPER);
    page.click("theme");
    assertThat(page.query()).contains("theme=dark");
    assertThat(page.script(PAPER)).isNotEqualTo(light);
  }

  @Test
  void helpOpensAndCloses(Page page) {
    page.open("").click("help");
    assertThat(page.text("dialog")).contains("never written as 0");
    page.click("dialog-close");
    assertThat(page.waitFor(() -> !page.has("dialog"))).isTrue(); // it closes a moment later
    page.press("?");
    assertThat(page.shows("dialog")).isTrue();
    page.press(Keys.ESCAPE);
    assertThat(page.waitFor(() -> !page.has("dialog"))).isTrue(); // it closes a moment later
  }

  /** For who dictates: words would press keys. */
  @Test
  void lettersCanBeSwitchedOff(Page page) {
    page.open("theme=light").press("?").click("letters");
    assertThat(page.query()).isEqualTo("theme=light&keys=off");
    page.press(Keys.ESCAPE);
    assertThat(page.waitFor(() -> !page.has("dialog"))).isTrue();
    page.press("d", "2", "?");
    assertThat(page.query()).isEqualTo("theme=light&keys=off");
    assertThat(page.has("dialog")).isFalse();
    page.click("help").click("letters").press(Keys.ESCAPE);
    assertThat(page.waitFor(() -> !page.has("dialog"))).isTrue();
    page.press("d");
    assertThat(page.query()).isEqualTo("theme=dark");
  }

  @Test
  void lettersAreKeysToo(Page page) {
    page.open("");
    page.press("2");
    assertThat(page.query()).contains("tab=formula");
    page.press("3");
    assertThat(page.query()).contains("tab=taylor");
    page.press("1", "d");
    assertThat(page.query()).contains("theme=").doesNotContain("tab=");
    page.press("s");
    assertThat(page.shows("setup-form")).isTrue();
    page.press(Keys.ESCAPE);
    assertThat(page.shows("setup-form")).isFalse();
    page.press("l");
    assertThat(page.query()).contains("lesson=1");
  }

  @Test
  void theLinkIsCopied(Page page) {
    page.allowClipboard();
    page.open("step=4&data=xor").click("copy-link");
    assertThat(page.waitFor(() -> page.text("copy-link").equals("Link copied"))).isTrue();
    assertThat(
            page.later(
                "navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))"))
        .isEqualTo(page.script("return location.href"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "json", "html"})
  void aWalkIsSavedAsAFile(String as, Page page, @TempDir Path folder) throws Exception {
    page.downloadTo(folder);
    page.open("log=u1").click("export-open").click("export-" + as);
    String saved = page.downloaded(folder);
    // NumbersTest compares all of the JSON; one number shows that a file has the right scenario
    assertThat(saved).contains("0.14978");
  }

  @Test
  void theFirstTabStopSkipsTheHeader(Page page) {
    page.open("");
    page.press(Keys.TAB);
    assertThat(page.focus()).isEqualTo("skip");
    page.press(Keys.ENTER);
    assertThat(page.script("return document.activeElement.id")).isEqualTo("main");
  }
}
