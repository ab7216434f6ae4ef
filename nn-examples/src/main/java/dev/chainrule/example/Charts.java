package dev.chainrule.example;

import dev.chainrule.drawing.PngWriter;
import dev.chainrule.io.AtomicFile;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of the examples: XChart, in one style. */
public final class Charts {
  private Charts() {}

  /** An empty chart. */
  public static XYChart of(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(600)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .theme(ChartTheme.Matlab)
            .build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setPlotGridLinesColor(new Color(215, 215, 215));
    return chart;
  }

  /** Adds a line without markers. */
  public static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE).setLineWidth(2.5f);
    return series;
  }

  /** Adds a line with a marker at every point. */
  public static XYSeries points(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.CIRCLE).setLineWidth(1.5f);
    return series;
  }

  /** From {@code low} to {@code high}, both included. */
  public static double[] range(double low, double high, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = low + (high - low) * i / (n - 1);
    }
    return x;
  }

  /**
   * Writes an example's picture as PNG.
   *
   * @return what to say about it
   * @throws IllegalArgumentException if it has none
   * @throws IOException if the file cannot be written, or this Java cannot draw text
   */
  public static String write(Example example, Path file) throws IOException {
    XYChart chart =
        example
            .chart()
            .orElseThrow(
                () -> new IllegalArgumentException(example.label() + " has no picture to draw"));
    Path png = file.toString().endsWith(".png") ? file : Path.of(file + ".png");
    try {
      AtomicFile.write(
          png,
          out ->
              PngWriter.write(
                  to -> BitmapEncoder.saveBitmap(chart, to, BitmapEncoder.BitmapFormat.PNG), out));
    } catch (LinkageError | InternalError e) { // a JDK without font libraries
      throw new IOException(
          "no " + png + ": this Java cannot draw text (" + e + "); install fontconfig", e);
    }
    return "The picture is in " + png + ".";
  }
}
