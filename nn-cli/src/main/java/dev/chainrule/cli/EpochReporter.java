package dev.chainrule.cli;

import dev.chainrule.train.Callback;
import dev.chainrule.train.Epoch;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A line an epoch; on a terminal, below them, a bar over the whole run with the time left. */
final class EpochReporter implements Callback, AutoCloseable {
  private static final double SMOOTHING = 0.98; // of the loss beside the bar

  private final PrintStream out;
  private final int epochs;
  private final String heldOut;
  private final BarConsumer consumer = new BarConsumer(System.err);
  private final @Nullable ProgressBar bar;
  private final long started = System.nanoTime();
  private final int rows;
  private double averageLoss = Double.NaN;

  /**
   * A reporter.
   *
   * @param out where the lines go
   * @param rows how many an epoch has
   * @param heldOut what the data that is looked at after each epoch is called
   */
  EpochReporter(PrintStream out, int epochs, int rows, String heldOut) {
    this.out = out;
    this.epochs = epochs;
    this.rows = rows;
    this.heldOut = heldOut;
    this.bar = Terminal.isInteractive() ? bar((long) epochs * rows) : null;
  }

  private ProgressBar bar(long samples) {
    return new ProgressBarBuilder()
        .setInitialMax(samples)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUnit("k", 1000)
        .setUpdateIntervalMillis(100)
        .setConsumer(consumer)
        .build();
  }

  @Override
  public void onStep(int epoch, int step, int steps, double loss) {
    if (bar == null) {
      return;
    }
    averageLoss =
        Double.isNaN(averageLoss) ? loss : SMOOTHING * averageLoss + (1 - SMOOTHING) * loss;
    long samples = (long) rows * (epoch - 1) + (long) rows * step / steps;
    double seconds = (System.nanoTime() - started) / 1e9;
    bar.stepTo(samples);
    bar.setExtraMessage(
        String.format(Locale.ROOT, " %.0fk/s loss %.3f", samples / seconds / 1000, averageLoss));
  }

  @Override
  public void onEpoch(Epoch e) {
    int width = Integer.toString(epochs).length();
    String line =
        String.format(Locale.ROOT, "epoch %" + width + "d/%d", e.number(), epochs)
            + String.format(Locale.ROOT, "  loss %.4f", e.loss())
            + percent("  accuracy", e.accuracy())
            + percent("  " + heldOut, e.validationAccuracy())
            + String.format(
                Locale.ROOT, "  %.1f s  %,.0f samples/s", e.seconds(), e.samplesPerSecond());
    consumer.line(out, line);
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
    }
  }
}
