package dev.chainrule.cli;

import dev.chainrule.train.Callback;
import dev.chainrule.train.Epoch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A line an epoch; on a terminal also a bar, whose time left is that of the whole run. */
final class EpochReporter implements Callback, AutoCloseable {
  private final PrintStream out;
  private final int epochs;
  private final int rows;
  private final int batch;
  private final String heldOut;
  private final boolean interactive = Terminal.isInteractive();
  private final long started = System.nanoTime();
  private @Nullable ProgressBar bar;
  private double averageLoss = Double.NaN;

  /**
   * A reporter.
   *
   * @param out where the lines go
   * @param heldOut what the data that is looked at after each epoch is called
   */
  EpochReporter(PrintStream out, int epochs, int rows, int batch, String heldOut) {
    this.out = out;
    this.epochs = epochs;
    this.rows = rows;
    this.batch = batch;
    this.heldOut = heldOut;
  }

  @Override
  public void onStep(int epoch, int step, int steps, double loss) {
    if (!interactive) {
      return;
    }
    averageLoss = Double.isNaN(averageLoss) ? loss : 0.98 * averageLoss + 0.02 * loss;
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(String.format(Locale.ROOT, "epoch %d/%d", epoch, epochs))
              .setInitialMax((long) rows * epochs)
              .startsFrom((long) rows * (epoch - 1), Duration.ofNanos(System.nanoTime() - started))
              .setUnit(" samples", 1)
              .showSpeed()
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
              .setUpdateIntervalMillis(100)
              .clearDisplayOnFinish()
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    }
    bar.stepTo((long) rows * (epoch - 1) + Math.min(rows, (long) step * batch));
    bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", averageLoss));
  }

  @Override
  public void onEpoch(Epoch e) {
    close();
    int width = Integer.toString(epochs).length();
    String number = String.format(Locale.ROOT, "epoch %" + width + "d/%d", e.number(), epochs);
    out.println(
        number
            + String.format(Locale.ROOT, "  loss %.4f", e.loss())
            + percent("  accuracy", e.accuracy())
            + percent("  " + heldOut, e.validationAccuracy())
            + (e.validationAccuracy().isPresent() || e.validationLoss().isEmpty()
                ? ""
                : String.format(
                    Locale.ROOT, "  %s loss %.4f", heldOut, e.validationLoss().getAsDouble()))
            + String.format(
                Locale.ROOT, "  %.1f s  %,.0f samples/s", e.seconds(), e.samplesPerSecond()));
    out.flush();
  }

  private static String percent(String label, OptionalDouble part) {
    return part.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%s %5.2f %%", label, 100 * part.getAsDouble());
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
