package dev.chainrule.web;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Opens a page in the user's browser.
 *
 * <pre>{@code
 * if (!Browser.open(server.uri())) {
 *   System.out.println("Open " + server.uri() + " in a browser.");
 * }
 * }</pre>
 */
public final class Browser {
  private static final int PATIENCE = 3; // seconds for a command that only hands on an address

  private Browser() {}

  /** Opens the page. False if no way was found: then the address is to be printed. */
  public static boolean open(URI page) {
    return byDesktop(page) || byCommand(command(System.getProperty("os.name", ""), page));
  }

  private static boolean byDesktop(URI page) {
    try {
      if (!GraphicsEnvironment.isHeadless()
          && Desktop.isDesktopSupported()
          && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
        Desktop.getDesktop().browse(page);
        return true;
      }
    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
      // no desktop in the end, or a Java without its libraries: the command may do
    }
    return false;
  }

  /** What opens an address on an operating system, by the name that Java gives it. */
  static List<String> command(String system, URI page) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
    }
    return List.of(name.startsWith("mac") ? "open" : "xdg-open", page.toString());
  }

  /** Whether the command ran well, or still runs. */
  static boolean byCommand(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return !process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException e) { // there is no such command
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
