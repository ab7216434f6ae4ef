package dev.chainrule.bench;

import dev.chainrule.drawing.PngWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the cost of a step grows, as a picture that is logarithmic both ways. */
public final class GrowthPlot {
  private GrowthPlot() {}

  /** Writes a PNG. */
  public static void writePng(List<GrowthResult> results, OutputStream out) throws IOException {
    XYChart chart = chart(results);
    PngWriter.write(to -> BitmapEncoder.saveBitmap(chart, to, BitmapEncoder.BitmapFormat.PNG), out);
  }

  /** Writes an SVG. */
  public static void writeSvg(List<GrowthResult> results, OutputStream out) throws IOException {
    VectorGraphicsEncoder.saveVectorGraphic(
        chart(results), out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
  }

  private static XYChart chart(List<GrowthResult> results) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(700)
            .title("time of a training step")
            .xAxisTitle("n")
            .yAxisTitle("µs")
            .theme(ChartTheme.Matlab)
            .build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setMarkerSize(6);
    for (GrowthResult result : results) {
      List<Integer> n = result.points().stream().map(GrowthResult.Point::n).toList();
      String name = String.format(Locale.ROOT, "%s n: %s", result.grows(), result.network());
      XYSeries points =
          chart.addSeries(name, n, result.points().stream().map(p -> p.us().median()).toList());
      points.setMarker(SeriesMarkers.CIRCLE).setLineWidth(1.5f);
      List<Integer> fitted = n.stream().filter(at -> at >= result.fittedFrom()).toList();
      XYSeries line =
          chart.addSeries(
              String.format(Locale.ROOT, "%s: n^%.2f", result.grows(), result.exponent()),
              fitted,
              fitted.stream()
                  .map(at -> result.factor() * Math.pow(at, result.exponent()))
                  .toList());
      line.setMarker(SeriesMarkers.NONE).setLineStyle(SeriesLines.DASH_DASH).setLineWidth(1f);
    }
    return chart;
  }
}
