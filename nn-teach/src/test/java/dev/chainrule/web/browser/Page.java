package dev.chainrule.web.browser;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chainrule.stepper.Key;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * The stepper's page in a browser, used as a person does: by clicks and keys. After each of them it
 * waits until the page stands still. Elements are named by their {@code data-testid}.
 */
final class Page {
  private static final Set<String> SCENARIO =
      Arrays.stream(Key.values()).map(Key::key).collect(Collectors.toSet());

  private final Chromium browser;
  private final URI root;
  private final Controls controls;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Page(Chromium browser, URI root, Controls controls) {
    this.browser = browser;
    this.root = root;
    this.controls = controls;
  }

  /** The same browser, at another server. */
  Page at(URI other) {
    return new Page(browser, other, controls);
  }

  // --- where it is

  /** Opens the page anew at a query, which is encoded already: {@code "data=xor&step=3"}. */
  Page open(String query) {
    noteControls();
    browser.driver().get(root.resolve(query.isEmpty() ? "/" : "/?" + query).toString());
    return ready();
  }

  /** Opens the page anew with names and values. */
  Page openWith(String... namesAndValues) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query
          .append(i == 0 ? "" : "&")
          .append(namesAndValues[i])
          .append('=')
          .append(encoded(namesAndValues[i + 1]));
    }
    return open(query.toString());
  }

  Page reload() {
    noteControls();
    browser.driver().navigate().refresh();
    return ready();
  }

  Page back() {
    browser.driver().navigate().back();
    return ready();
  }

  /** What stands after the question mark; empty if nothing does. */
  String query() {
    String query = URI.create(browser.driver().getCurrentUrl()).getRawQuery();
    return query == null ? "" : query;
  }

  Page ready() {
    try {
      browser.driver().executeAsyncScript(Scripts.READY);
    } catch (ScriptTimeoutException e) {
      throw new AssertionError(
          "the page does not come to rest at %s: %s; it says %s"
              .formatted(
                  query(), browser.log().console(), script("return document.body.outerHTML")),
          e);
    }
    return this;
  }

  /** Leaves the page, and says what was on the console and which addresses were asked. */
  Chromium.Log leave() {
    noteControls();
    Chromium.Log log = browser.log();
    browser.driver().executeScript("if (location.protocol === 'http:') sessionStorage.clear()");
    browser.driver().get("about:blank");
    return log;
  }

  private void noteControls() {
    Object watched = browser.driver().executeScript("return window.watchedControls?.() ?? null");
    if (watched instanceof Map<?, ?> map) {
      controls.add(map);
    }
  }

  // --- what it shows

  boolean has(String name) {
    return !browser.driver().findElements(by(name)).isEmpty();
  }

  /** Whether it is there and visible. */
  boolean shows(String name) {
    return browser.driver().findElements(by(name)).stream().anyMatch(WebElement::isDisplayed);
  }

  WebElement element(String name) {
    return browser.driver().findElement(by(name));
  }

  WebElement css(String selector) {
    return browser.driver().findElement(By.cssSelector(selector));
  }

  String text(String name) {
    return element(name).getText();
  }

  /** All digits of a number; "" where it is not computed yet. */
  String value(String name) {
    String value = element(name).getDomAttribute("data-value");
    return value == null ? "" : value;
  }

  double number(String name) {
    return Double.parseDouble(value(name));
  }

  /** What stands in a field. */
  String field(String name) {
    return String.valueOf(element(name).getDomProperty("value"));
  }

  String attribute(String name, String attribute) {
    return String.valueOf(element(name).getDomAttribute(attribute));
  }

  /** The current step. */
  int step() {
    return Integer.parseInt(value("step-count"));
  }

  /** The names that begin so, of all elements, in the order of the alphabet. */
  List<String> names(String prefix) {
    List<?> names =
        (List<?>)
            script(
                "return [...document.querySelectorAll('[data-testid]')].map((e) => e.dataset.testid)");
    TreeSet<String> found = new TreeSet<>();
    names.forEach(name -> found.add(String.valueOf(name)));
    found.removeIf(name -> !name.startsWith(prefix));
    return new ArrayList<>(found);
  }

  /** All that it shows. */
  List<String> snapshot() {
    return ((List<?>) script(Scripts.SNAPSHOT)).stream().map(String::valueOf).toList();
  }

  /** What it shows otherwise than before, the first of it; "" if nothing. */
  String difference(List<String> before) {
    List<String> now = snapshot();
    for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
      if (!before.get(i).equals(now.get(i))) {
        return "before:\n%s\nnow:\n%s".formatted(before.get(i), now.get(i));
      }
    }
    return before.size() == now.size() ? "" : "more or less at the end";
  }

  /** The name of the element that has the focus. */
  String focus() {
    return String.valueOf(script("return document.activeElement.dataset.testid ?? ''"));
  }

  /** The picture on a canvas. */
  Object picture(String name) {
    return script("return arguments[0].toDataURL()", element(name));
  }

  /** Waits until it is so, ten seconds at most. */
  boolean waitFor(BooleanSupplier so) {
    for (int i = 0; i < 200; i++) {
      if (so.getAsBoolean()) {
        return true;
      }
      pause(50);
    }
    return false;
  }

  /** So long that what goes on by itself would have gone on. */
  void pause() {
    pause(400);
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Object script(String script, Object... arguments) {
    return browser.driver().executeScript(script, arguments);
  }

  Object later(String script, Object... arguments) {
    return browser.driver().executeAsyncScript(script, arguments);
  }

  /** What is on the screen. */
  BufferedImage picture() throws IOException {
    return ImageIO.read(
        new ByteArrayInputStream(browser.driver().getScreenshotAs(OutputType.BYTES)));
  }

  // --- what one can do with it

  Page click(String name) {
    element(name).click();
    return ready();
  }

  /** Clicks in the middle of an element without a name. */
  Page click(WebElement element) {
    element.click();
    return ready();
  }

  WebElement canvasOf(String grid) {
    return css("[data-testid=\"" + grid + "\"] canvas");
  }

  /** Moves the pointer over the picture of an array. */
  Page pointAt(String grid) {
    actions().moveToElement(canvasOf(grid)).perform();
    return this;
  }

  /** Clicks a slider at a share of its width. */
  Page slide(String name, double share) {
    WebElement slider = element(name);
    int offset = (int) Math.round((share - 0.5) * slider.getSize().getWidth());
    actions().moveToElement(slider, offset, 0).click().perform();
    return ready();
  }

  /** Puts a text with several lines into a field at once, as from the clipboard. */
  Page paste(String name, String text) {
    WebElement field = element(name);
    field.click();
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"));
    browser.driver().executeCdpCommand("Input.insertText", Map.of("text", text));
    return ready();
  }

  void allowClipboard() {
    browser
        .driver()
        .executeCdpCommand(
            "Browser.grantPermissions",
            Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
  }

  void downloadTo(Path folder) {
    browser
        .driver()
        .executeCdpCommand(
            "Browser.setDownloadBehavior",
            Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** The one file in the folder, as soon as it is complete. */
  String downloaded(Path folder) throws IOException {
    File directory = folder.toFile();
    waitFor(
        () -> {
          String[] names = directory.list();
          return names != null && names.length == 1 && !names[0].endsWith(".crdownload");
        });
    String[] names = directory.list();
    if (names == null || names.length != 1) {
      throw new AssertionError("no file, but " + Arrays.toString(names));
    }
    return Files.readString(folder.resolve(names[0]));
  }

  /** Clicks a weight's line where no other crosses it. */
  Page clickLine(String name) {
    List<?> point =
        (List<?>)
            script(
                """
                const line = arguments[0].querySelector('line');
                const [a, b] = [line.getPointAtLength(0.2 * line.getTotalLength()), line.getScreenCTM()];
                const p = new DOMPoint(a.x, a.y).matrixTransform(b);
                return [Math.round(p.x), Math.round(p.y)];
                """,
                element(name));
    actions()
        .moveToLocation(((Number) point.get(0)).intValue(), ((Number) point.get(1)).intValue())
        .click()
        .perform();
    return ready();
  }

  /** Replaces what stands in a field, and leaves it. */
  Page fill(String name, String text) {
    WebElement field = element(name);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE.toString());
    element(name).sendKeys(text);
    element(name).sendKeys(Keys.TAB);
    return ready();
  }

  /** Chooses by what it means. */
  Page choose(String name, String value) {
    element(name).findElement(By.cssSelector("option[value=\"" + value + "\"]")).click();
    return ready();
  }

  /** Presses keys, one after the other, wherever the focus is. */
  Page press(CharSequence... keys) {
    for (CharSequence key : keys) {
      actions().sendKeys(key).perform();
      ready();
    }
    return this;
  }

  Actions actions() {
    return new Actions(browser.driver(), java.time.Duration.ofMillis(5));
  }

  /** Goes on by Tab until something has the focus; fails where no Tab leads. */
  Page tabTo(String name) {
    for (int i = 0; i < 200; i++) {
      if (focus().equals(name)) {
        return this;
      }
      actions().sendKeys(Keys.TAB).perform();
    }
    throw new AssertionError("no Tab leads to " + name);
  }

  // --- what the server says

  /** Asks the server: {@code json("walk", page.query())}. */
  JsonNode json(String path, String query) {
    try {
      URI address = root.resolve("/api/" + path + (query.isEmpty() ? "" : "?" + query));
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) {
        throw new AssertionError(address + " says " + answer.body());
      }
      return PageJson.read(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Of a page's query what the server understands. */
  static String scenario(String query) {
    return Arrays.stream(query.split("&", -1))
        .filter(entry -> SCENARIO.contains(entry.replaceFirst("=.*", "")))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static By by(String name) {
    return By.cssSelector("[data-testid=\"" + name + "\"]");
  }
}
