package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.web.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is said in a sentence, and the page stays usable. */
@InBrowser
final class BrowserFaultsTest {
  @Test
  @Refused
  void aServerThatIsGoneIsSaid(Page page) {
    Page alone;
    try (WebServer server = WebServer.start(0, new SnapshotCache())) {
      alone = page.at(server.uri()).open("data=xor");
      alone.click("step-next");
    }
    alone.click("train-one");
    assertThat(alone.text("error"))
        .isEqualTo(
            "The server does not answer. Start it again with ./nn step --web, then try again.");
    alone.click("error-retry");
    assertThat(alone.text("error")).startsWith("The server does not answer.");
    alone.click("error-back");
    assertThat(alone.has("error")).as("what was there before needs no server").isFalse();
    assertThat(alone.value("updates")).isEqualTo("0");
  }

  @ParameterizedTest
  @Refused
  @ValueSource(
      strings = {
        "data=nothing",
        "hidden=two",
        "hidden=2000,2000,2000",
        "rate=NaN",
        "log=u1~x",
        "log=A9[0,0]=1",
        "log=A0[7,7]=1",
        "log=u99999999999",
        "data=csv&csv=a,b,c",
        "data=csv&csv=@gone",
        "data=digits&input=AAAA",
        "act=%3Cscript%3Ealert(1)%3C/script%3E",
        "batch=0",
        "points=1e9&data=moons"
      })
  void aMalformedAddressGetsASentence(String query, Page page) {
    page.open(query);
    assertThat(page.text("error")).as(query).matches("(?s).{15,}");
    assertThat(page.shows("tab-formula")).isTrue();
    page.click("error-anew");
    assertThat(page.has("error")).isFalse();
    assertThat(page.shows("network")).isTrue();
  }

  /** What only the page reads is never a reason to show nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "step=-1",
        "step=1e9",
        "step=NaN",
        "row=7",
        "mode=sideways",
        "select=A7%5B0%2C0%5D",
        "select=%5B%5D%5B",
        "panel=none",
        "array=nothing&pan=x,y",
        "tab=nothing",
        "tab=taylor&order=-4&x0=left",
        "tab=formula&fstep=999&sweep=up",
        "theme=pink",
        "path=12&select=A1%5B0%2C0%5D",
        "unknown=1"
      })
  @Refused
  void anAbsurdViewIsShownAsWellAsCanBe(String query, Page page) {
    page.open(query);
    assertThat(page.css("main").getText()).as(query).hasSizeGreaterThan(40);
    assertThat(page.has("error")).as(query).isFalse();
  }
}
