package dev.chainrule.cli;

import dev.chainrule.data.DownloadProgress;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows downloads: a bar on a terminal, a line a file elsewhere. */
final class DownloadBar implements DownloadProgress, AutoCloseable {
  private @Nullable String current;
  private @Nullable ProgressBar bar;

  @Override
  public void at(String file, long bytesSoFar, OptionalLong totalBytes) {
    if (!file.equals(current)) {
      close();
      current = file;
      if (Terminal.isInteractive()) {
        bar =
            new ProgressBarBuilder()
                .setTaskName(file)
                .setInitialMax(totalBytes.orElse(-1))
                .setUnit(" MB", 1_000_000)
                .setUpdateIntervalMillis(100)
                .build();
      } else {
        System.err.println(
            "Downloading "
                + file
                + (totalBytes.isPresent() ? ", " + totalBytes.getAsLong() + " bytes" : ""));
      }
    }
    if (bar != null) {
      bar.stepTo(bytesSoFar);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
