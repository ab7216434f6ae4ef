package dev.chainrule.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** On a terminal, a bar over a gradient check with the time left, below the lines written. */
final class CheckBar implements AutoCloseable {
  private final BarConsumer consumer = new BarConsumer(System.err);
  private final @Nullable ProgressBar bar;

  /** A bar over so many derivatives. */
  CheckBar(long derivatives) {
    bar =
        Terminal.isInteractive()
            ? new ProgressBarBuilder()
                .setInitialMax(derivatives)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(100)
                .setConsumer(consumer)
                .build()
            : null;
  }

  /** One more is done. */
  void step() {
    if (bar != null) {
      bar.step();
    }
  }

  /** Writes a line to standard output. */
  void line(String text) {
    consumer.line(System.out, text);
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
