package dev.chainrule.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a projector, 1280 × 720, everything has its place without scrolling the page. */
@InBrowser
final class LayoutTest {
  /**
   * What is wrong: the page scrolls, a part leaves the window, two parts overlap, a button's text
   * is cut.
   */
  private static final String FAULTS =
      """
      const faults = [];
      const page = document.scrollingElement;
      if (page.scrollHeight > innerHeight || page.scrollWidth > innerWidth) {
        faults.push(`the page is ${page.scrollWidth} × ${page.scrollHeight}`);
      }
      const shown = (e) => e.checkVisibility() && e.getClientRects().length > 0;
      const parts = [...document.querySelectorAll('header, .card, .timeline')].filter(shown)
        .filter((e) => !e.parentElement.closest('.card'));
      const name = (e) => e.className || e.localName;
      const boxes = parts.map((e) => [name(e), e.getBoundingClientRect()]);
      boxes.forEach(([one, a], i) => {
        if (a.left < -1 || a.top < -1 || a.right > innerWidth + 1 || a.bottom > innerHeight + 1) {
          faults.push(`${one} leaves the window: ${JSON.stringify(a)}`);
        }
        if (a.width < 40 || a.height < 20) {
          faults.push(`${one} has no room: ${JSON.stringify(a)}`);
        }
        boxes.slice(i + 1).forEach(([other, b]) => {
          const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (width > 1 && height > 1) {
            faults.push(`${one} and ${other} overlap by ${width} × ${height}`);
          }
        });
      });
      document.querySelectorAll('button, h1, h2, summary').forEach((e) => {
        if (shown(e) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 3) &&
            getComputedStyle(e).display !== 'inline') {
          faults.push(`“${e.textContent}” is cut off`);
        }
      });
      document.querySelectorAll('header *, .transport *, .training button').forEach((e) => {
        const box = e.getBoundingClientRect();
        if (shown(e) && box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1)) {
          faults.push(`${e.outerHTML} leaves the window`);
        }
      });
      return faults;
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "step=3",
        "step=9",
        "step=13&select=A0%5B0%2C0%5D&panel=weight&path=1",
        "step=18&panel=cost",
        "mode=forward&step=5",
        "lesson=1&step=1",
        "lesson=1&step=9",
        "data=moons&log=u150&step=9",
        "data=spiral&step=4",
        "data=digits&step=3",
        "data=digits&hidden=128&step=9&array=A0",
        "data=csv&csv=0%2C0%2C0%0A1%2C1%2C1&step=2",
        "tab=formula&fstep=9",
        "tab=formula&f=norm(A%40x%20-%20b)%5E2&at=A%3D%5B%5B1%2C2%5D%2C%5B3%2C4%5D%5D%2C%20x%3D%5B1%2C1%5D%2C%20b%3D%5B0%2C1%5D&fstep=3",
        "tab=taylor&order=5",
        "tab=taylor&what=loss"
      })
  void fitsIntoTheWindow(String query, Page page) {
    page.open(query);
    assertThat((List<?>) page.script(FAULTS)).as(query).isEmpty();
  }
}
