package dev.chainrule.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the log says. */
final class Verbosity {
  private Verbosity() {}

  /** Lets this project's own remarks through. */
  static void raise() {
    if (LoggerFactory.getLogger("dev.chainrule") instanceof Logger logger) {
      logger.setLevel(Level.DEBUG);
    }
  }
}
