package dev.chainrule.stepper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that stands alone. */
final class HtmlPageTest {
  private static String page(String query) throws InterruptedException {
    return Export.HTML.write(Snapshot.of(Scenario.parse(query)));
  }

  private static String withoutScripts(String page) {
    return page.replaceAll("(?s)<script>.*?</script>", "");
  }

  @Test
  void everyStepIsThere() throws InterruptedException {
    String page = page("log=u3");
    Matcher sections = Pattern.compile("<section id=\"s(\\d+)\"").matcher(page);
    int count = 0;
    while (sections.find()) {
      assertThat(sections.group(1)).isEqualTo(Integer.toString(count++));
    }

    assertThat(count).isEqualTo(19);
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>")
        .contains("z₁ = A₀ f₀ + b₀", "nn step &quot;log=u3&quot;", "after 3 updates")
        .contains("Permission is hereby granted"); // KaTeX's licence
    assertThat(withoutScripts(page)).doesNotContain("{{");
  }

  /** Neither a file beside it nor a network. */
  @ParameterizedTest
  @ValueSource(strings = {"", "data=digits&hidden=100&batch=2", "csv=1,a<b%0A2,\"c\""})
  void nothingIsLoaded(String query) throws InterruptedException {
    String page = page(query);
    String own = withoutScripts(page);

    assertThat(own).doesNotContainPattern("(src|href)=\"(?!data:,)");
    assertThat(own).doesNotContain("@import", "url(", "http:", "https:");
    assertThat(page).contains("default-src 'none'");
    assertThat(page.length()).isLessThan(600_000);
  }

  @Test
  void whatAUserWroteIsText() throws InterruptedException {
    String page = page("csv=" + "1,<script>alert(1)</script>%0A2,\"b\"");

    assertThat(page).contains("1,&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(page).doesNotContain("<script>alert");
  }
}
