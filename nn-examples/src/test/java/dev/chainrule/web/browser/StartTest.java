package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@InBrowser
final class StartTest {
  @Test
  void starts(Page page) throws Exception {
    long t0 = System.nanoTime();
    page.open("");
    System.out.println("open " + (System.nanoTime() - t0) / 1e6);
    for (int i = 0; i < 20; i++) {
      t0 = System.nanoTime();
      page.click("step-next");
      System.out.println("click " + (System.nanoTime() - t0) / 1e6);
    }
    for (int i = 0; i < 10; i++) {
      t0 = System.nanoTime();
      page.press(org.openqa.selenium.Keys.ARROW_LEFT);
      System.out.println("press " + (System.nanoTime() - t0) / 1e6);
      t0 = System.nanoTime();
      page.snapshot();
      System.out.println("snapshot " + (System.nanoTime() - t0) / 1e6);
    }
    page.picture(Path.of("target/screenshots/x.png"));
    assertThat(page.text("loss")).isNotEmpty();
    t0 = System.nanoTime();
    page.open("data=digits&step=3");
    System.out.println("open " + (System.nanoTime() - t0) / 1e6);
    page.picture(Path.of("target/screenshots/y.png"));
  }
}
