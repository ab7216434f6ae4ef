package dev.chainrule.diff;

import dev.chainrule.autodiff.DifferenceQuotient;
import dev.chainrule.autodiff.DifferenceQuotient.Step;
import dev.chainrule.drawing.PngWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * The errors of difference quotients against h, both logarithmic: large h truncates, small rounds.
 */
public final class ErrorPlot {
  private ErrorPlot() {}

  /** Writes a PNG; an error of 0 has no logarithm and is left out. */
  public static void write(Quotients quotients, String title, OutputStream out) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(600)
            .title(title)
            .xAxisTitle("h")
            .yAxisTitle("error of the difference quotient")
            .theme(ChartTheme.Matlab)
            .build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setMarkerSize(6);
    for (DifferenceQuotient kind : DifferenceQuotient.values()) {
      List<Step> steps =
          quotients.errors().get(kind).stream()
              .filter(step -> step.error() > 0 && Double.isFinite(step.error()))
              .toList();
      if (!steps.isEmpty()) {
        chart.addSeries(
            QuotientsText.name(kind),
            steps.stream().map(Step::h).toList(),
            steps.stream().map(Step::error).toList());
      }
    }
    PngWriter.write(to -> BitmapEncoder.saveBitmap(chart, to, BitmapEncoder.BitmapFormat.PNG), out);
  }
}
