package dev.chainrule.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Which measurement of how many is under way: a bar on a terminal, a line each elsewhere. The bar
 * is drawn once a second, for its thread takes from the cores that are measured.
 */
final class BenchBar implements AutoCloseable {
  private final int all;
  private final @Nullable ProgressBar bar;
  private int begun;

  /** Over so many measurements. */
  BenchBar(int all) {
    this.all = all;
    bar =
        Terminal.isInteractive()
            ? new ProgressBarBuilder()
                .setInitialMax(all)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(1000)
                .setConsumer(new BarConsumer(System.err))
                .build()
            : null;
  }

  /** The next one begins. */
  void begin(String name) {
    begun++;
    if (bar == null) {
      System.err.println("bench " + begun + "/" + all + ": " + name);
    } else {
      bar.stepTo(begun - 1);
      bar.setExtraMessage(" " + name);
      bar.refresh();
    }
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
