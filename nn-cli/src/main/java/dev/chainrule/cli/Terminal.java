package dev.chainrule.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody is looking. */
final class Terminal {
  private Terminal() {}

  /** Whether output goes to a terminal, where a line can be drawn over. */
  @SuppressWarnings("SystemConsoleNull") // what is asked for on JDK 17 to 21
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try { // from JDK 22 on there is a console also without a terminal
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
