package dev.chainrule.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Draws a progress bar on one line, over which other lines can be written.
 *
 * <p>The library's own asks JLine for the terminal's width, and JLine then takes Ctrl-C back from
 * {@link GracefulStop}; a width that every terminal has does without.
 */
final class BarConsumer implements ProgressBarConsumer {
  private static final int WIDTH = 79;

  private final PrintStream out;
  private int drawn;

  BarConsumer(PrintStream out) {
    this.out = out;
  }

  @Override
  public int getMaxRenderedLength() {
    return WIDTH;
  }

  @Override
  public synchronized void accept(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    out.flush();
    drawn = line.length();
  }

  /** Takes the bar away until it is drawn again. */
  @Override
  public synchronized void clear() {
    if (drawn > 0) {
      out.print("\r" + " ".repeat(drawn) + "\r");
      out.flush();
      drawn = 0;
    }
  }

  /** Writes a line where the bar was. */
  synchronized void line(PrintStream to, String text) {
    clear();
    to.println(text);
    to.flush();
  }

  @Override
  public void close() {
    clear();
  }
}
