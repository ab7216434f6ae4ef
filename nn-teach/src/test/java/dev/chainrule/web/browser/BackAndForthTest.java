package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The address is the whole state: whichever way one comes to it, the page is the same. */
@InBrowser
final class BackAndForthTest {
  @Test
  void aHundredStepsForthAndBackByButtons(Page page) {
    page.open("step=9");
    page.click("step-next").click("step-back");
    List<String> before = page.snapshot();
    for (int i = 0; i < 100; i++) {
      page.click("step-next");
      assertThat(page.step()).isEqualTo(10);
      page.click("step-back");
    }
    assertThat(page.difference(before)).isEmpty();
  }

  @Test
  void aHundredStepsForthAndBackByKeys(Page page) {
    page.open("data=moons&batch=2&step=3");
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_LEFT);
    List<String> before = page.snapshot();
    for (int i = 0; i < 100; i++) {
      page.press(Keys.ARROW_RIGHT, Keys.ARROW_LEFT);
    }
    assertThat(page.difference(before)).isEmpty();
  }

  /** Keys may come faster than the page draws. */
  @Test
  void keysThatComeFastAreAllCounted(Page page) {
    page.open("");
    page.actions().sendKeys(Keys.ARROW_RIGHT.toString().repeat(11)).perform();
    page.ready();
    assertThat(page.step()).isEqualTo(11);
    page.actions().sendKeys(Keys.ARROW_LEFT.toString().repeat(4)).perform();
    page.ready();
    assertThat(page.step()).isEqualTo(7);
  }

  /** Browsers drop an address that changes more than 200 times in ten seconds, and say so. */
  @Test
  void aKeyHeldDownForLongKeepsTheAddress(Page page) {
    page.open("");
    String there = Keys.ARROW_RIGHT.toString().repeat(9);
    String andBack = Keys.ARROW_LEFT.toString().repeat(9);
    page.actions().sendKeys((there + andBack).repeat(20) + there).perform();
    page.ready();
    assertThat(page.step()).isEqualTo(9);
    assertThat(page.query()).isEqualTo("step=9");
  }

  /** Even at once after a step, Back leads to that step. */
  @Test
  void backAfterQuickKeysLeadsToTheLastStep(Page page) {
    page.open("step=17");
    page.actions().sendKeys(Keys.ARROW_RIGHT, "2").perform();
    page.ready();
    assertThat(page.query()).isEqualTo("step=18&tab=formula");
    page.back();
    assertThat(page.query()).isEqualTo("step=18");
  }

  @Test
  void aWalkBackShowsWhatTheWalkForthDid(Page page) {
    page.open("select=A1%5B0%2C0%5D&panel=weight");
    page.click("step-next").click("step-back");
    List<List<String>> forth = new ArrayList<>();
    while (page.step() < 18) {
      forth.add(page.snapshot());
      page.press(Keys.ARROW_RIGHT);
    }
    page.press(Keys.HOME, Keys.END);
    for (int step = 17; step >= 0; step--) {
      page.press(Keys.ARROW_LEFT);
      assertThat(page.difference(forth.get(step))).as("step " + step).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step=12&select=A0%5B1%2C0%5D&panel=weight&path=0",
        "data=moons&log=u7~A0%5B0%2C0%5D%3D0.25~rate%3D0.3~u3&step=4&panel=cost&theme=dark",
        "mode=forward&select=b0%5B1%5D&step=5",
        "data=digits&step=2&array=A0&pan=0%2C320",
        "tab=formula&fstep=7",
        "tab=taylor&tf=exp(x)&order=4&x0=1"
      })
  void anAddressOpenedAgainGivesTheSamePage(String query, Page page) {
    page.open(query);
    List<String> before = page.snapshot();
    page.reload();
    assertThat(page.difference(before)).isEmpty();
    page.open("data=xor").open(page.query()).open(query);
    assertThat(page.difference(before)).isEmpty();
  }

  @Test
  void backUndoesAChangeOfTheNetwork(Page page) {
    page.open("setup=1&step=3");
    List<String> before = page.snapshot();
    page.fill("setup-hidden", "3,2");
    assertThat(page.query()).contains("hidden=3%2C2");
    assertThat(page.names("unit-f1-")).hasSize(3);
    page.back();
    assertThat(page.query()).isEqualTo("setup=1&step=3");
    assertThat(page.names("unit-f1-")).hasSize(2);
    assertThat(page.difference(before)).isEmpty();
  }

  @Test
  void backUndoesAnUpdateAndAWeight(Page page) {
    page.open("step=18&select=A1%5B0%2C0%5D&panel=weight");
    page.click("train-one");
    assertThat(page.value("updates")).isEqualTo("1");
    page.fill("set-value", "0.7").click("set-apply");
    assertThat(page.query()).contains("log=u1~A1%5B0%2C0%5D%3D0.7");
    assertThat(page.number("fact-value")).isEqualTo(0.7);
    page.back();
    assertThat(page.query()).doesNotContain("0.7");
    page.back();
    assertThat(page.value("updates")).isEqualTo("0");
  }
}
