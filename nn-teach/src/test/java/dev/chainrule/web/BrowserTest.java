package dev.chainrule.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which command opens a page. */
final class BrowserTest {
  private static final URI PAGE = URI.create("http://127.0.0.1:1/");

  @Test
  void everySystemHasItsCommand() {
    String page = PAGE.toString();
    assertThat(Browser.command("Linux", PAGE)).containsExactly("xdg-open", page);
    assertThat(Browser.command("Mac OS X", PAGE)).containsExactly("open", page);
    assertThat(Browser.command("Windows 11", PAGE))
        .containsExactly("rundll32", "url.dll,FileProtocolHandler", page);
  }

  @Test
  void aCommandThatFailsOrIsMissingIsNoBrowser() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(Browser.byCommand(List.of(java, "-version"))).isTrue();
    assertThat(Browser.byCommand(List.of(java, "--no-such-option"))).isFalse();
    assertThat(Browser.byCommand(List.of("no-such-command-as-this"))).isFalse();
  }
}
