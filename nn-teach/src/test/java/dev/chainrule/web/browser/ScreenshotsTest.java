package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Six states as pictures, kept by CI and shown in the README. */
@InBrowser
final class ScreenshotsTest {
  private static final Path FOLDER = Path.of("target", "screenshots");

  private static void take(Page page, String name) throws Exception {
    BufferedImage image = page.picture();
    assertThat(image.getWidth()).isEqualTo(Chromium.WIDTH);
    assertThat(image.getHeight()).isEqualTo(Chromium.HEIGHT);
    Files.createDirectories(FOLDER);
    Path file = FOLDER.resolve("stepper-" + name + ".png");
    assertThat(ImageIO.write(PageColors.reduced(image), "png", file.toFile())).isTrue();
    assertThat(page.has("error")).isFalse();
  }

  @Test
  void backward(Page page) throws Exception {
    page.open("theme=light&step=9&select=A1%5B0%2C0%5D&panel=weight&path=0");
    take(page, "backward");
  }

  @Test
  void digit(Page page) throws Exception {
    page.open("theme=light&data=digits&batch=32&rate=0.1&log=u600").click("draw");
    page.actions()
        .moveToElement(page.element("pad"), -50, -70)
        .clickAndHold()
        .moveByOffset(100, 0)
        .moveByOffset(-45, 75)
        .moveByOffset(-20, 75)
        .release()
        .perform();
    page.click("pad-classify");
    take(page, "digit");
  }

  @Test
  void boundary(Page page) throws Exception {
    page.open("theme=light&data=moons&log=u400&step=12&panel=cost");
    take(page, "boundary");
  }

  @Test
  void formula(Page page) throws Exception {
    page.open("theme=light&tab=formula").click("formula-last");
    page.click("formula-back").click("formula-back");
    take(page, "formula");
  }

  @Test
  void taylor(Page page) throws Exception {
    page.open("theme=light&tab=taylor&order=7");
    take(page, "taylor");
  }

  @Test
  void lesson(Page page) throws Exception {
    page.open("theme=dark&lesson=1&step=9");
    take(page, "lesson");
  }
}
