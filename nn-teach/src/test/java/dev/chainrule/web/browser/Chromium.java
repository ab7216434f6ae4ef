package dev.chainrule.web.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium of its own, without a window and with a new profile, whose page is 1280 × 720. It can
 * reach nothing but this machine.
 */
final class Chromium implements AutoCloseable {
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;

  private final ChromeDriver driver;

  /** Messages and requests since they were last asked for. */
  record Log(List<String> console, List<String> requests) {}

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  static Chromium start(Installed installed) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(installed.browser().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // CI runs as root
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--force-prefers-reduced-motion",
        "--lang=en",
        "--window-size=" + WIDTH + "," + HEIGHT,
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(installed.driver().toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(20));
    driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
    // the window's own bars are none of the page's business
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", WIDTH, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", Scripts.WATCH));
    return new Chromium(driver);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** What was said on the console, and asked of any server, since the last call. */
  Log log() {
    List<String> console = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        console.add(entry.getLevel() + " " + entry.getMessage());
      }
    }
    List<String> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      PageJson.requestOf(entry.getMessage()).ifPresent(requests::add);
    }
    return new Log(console, requests);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
