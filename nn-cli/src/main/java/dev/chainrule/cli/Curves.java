package dev.chainrule.cli;

import dev.chainrule.drawing.PngWriter;
import dev.chainrule.io.AtomicFiles;
import dev.chainrule.train.Epoch;
import dev.chainrule.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loss and accuracy over epochs, as a picture. */
final class Curves {
  private static final Logger LOG = LoggerFactory.getLogger(Curves.class);

  private Curves() {}

  /** Adds a PNG to the files of a run; without epochs there is nothing to draw. */
  static void write(History history, String heldOut, Path file, AtomicFiles files)
      throws IOException {
    if (history.epochs().isEmpty()) {
      files.delete(file); // an earlier run's would be taken for this one's
      return;
    }
    try {
      List<XYChart> charts =
          List.of(
              chart(
                  "loss",
                  heldOut,
                  history,
                  e -> OptionalDouble.of(e.loss()),
                  Epoch::validationLoss),
              chart("accuracy", heldOut, history, Epoch::accuracy, Epoch::validationAccuracy));
      files.write(
          file,
          out ->
              PngWriter.write(
                  to -> BitmapEncoder.saveBitmap(charts, 1, 2, to, BitmapEncoder.BitmapFormat.PNG),
                  out));
    } catch (LinkageError | InternalError e) { // a JDK without font libraries
      LOG.warn("no {}: this Java cannot draw text ({}); install fontconfig", file, e.toString());
    }
  }

  private static XYChart chart(
      String what,
      String heldOut,
      History history,
      Function<Epoch, OptionalDouble> train,
      Function<Epoch, OptionalDouble> validation) {
    XYChart chart =
        new XYChartBuilder()
            .width(640)
            .height(480)
            .title(what)
            .xAxisTitle("epoch")
            .theme(ChartTheme.Matlab)
            .build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setMarkerSize(5);
    chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.0###");
    add(chart, "train", history, train);
    add(chart, heldOut, history, validation);
    return chart;
  }

  private static void add(
      XYChart chart, String name, History history, Function<Epoch, OptionalDouble> value) {
    List<Integer> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Epoch epoch : history.epochs()) {
      value
          .apply(epoch)
          .ifPresent(
              v -> {
                if (Double.isFinite(v)) {
                  x.add(epoch.number());
                  y.add(v);
                }
              });
    }
    if (!x.isEmpty()) {
      chart.addSeries(name, x, y).setMarker(SeriesMarkers.CIRCLE);
    }
  }
}
