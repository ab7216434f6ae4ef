package dev.chainrule.cli;

import dev.chainrule.dataset.Dataset;
import dev.chainrule.drawing.PngWriter;
import dev.chainrule.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** A look at a data set: images side by side, a column a class; points in the plane. */
final class DataPicture {
  private static final int MOST_POINTS = 2000;

  private DataPicture() {}

  /** Writes a PNG with so many examples of each class. */
  static void write(Dataset data, int each, Path file) throws IOException {
    int side = (int) Math.round(Math.sqrt((double) data.inputShape().size()));
    if (data.inputShape().size() == 2) {
      points(data, file);
    } else if ((long) side * side == data.inputShape().size()) {
      BufferedImage sheet = sheet(data, each, side);
      AtomicFile.write(file, out -> PngWriter.write(to -> ImageIO.write(sheet, "png", to), out));
    } else {
      throw new IOException(data.name() + " is neither of images nor of points in the plane");
    }
  }

  private static BufferedImage sheet(Dataset data, int each, int side) {
    int classes = data.classes().orElse(1);
    int cell = side + 4;
    BufferedImage sheet =
        new BufferedImage(classes * cell, each * cell, BufferedImage.TYPE_BYTE_GRAY);
    int[] found = new int[classes];
    float[] pixels = new float[side * side];
    float[] label = new float[1];
    for (int row = 0; row < data.size(); row++) {
      data.read(new int[] {row}, 0, 1, pixels, label);
      int column = (int) label[0];
      if (found[column] < each) {
        for (int i = 0; i < pixels.length; i++) {
          sheet
              .getRaster()
              .setSample(
                  column * cell + 2 + i % side,
                  found[column] * cell + 2 + i / side,
                  0,
                  Math.round(255 * pixels[i]));
        }
        found[column]++;
      }
    }
    return sheet;
  }

  private static void points(Dataset data, Path file) throws IOException {
    XYChart chart = new XYChartBuilder().width(640).height(640).title(data.name()).build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter).setMarkerSize(5);
    List<List<Double>> x = new ArrayList<>();
    List<List<Double>> y = new ArrayList<>();
    for (int c = 0; c < data.classes().orElse(1); c++) {
      x.add(new ArrayList<>());
      y.add(new ArrayList<>());
    }
    float[] point = new float[2];
    float[] label = new float[1];
    for (int row = 0; row < Math.min(MOST_POINTS, data.size()); row++) {
      data.read(new int[] {row}, 0, 1, point, label);
      x.get((int) label[0]).add((double) point[0]);
      y.get((int) label[0]).add((double) point[1]);
    }
    for (int c = 0; c < x.size(); c++) {
      if (!x.get(c).isEmpty()) {
        chart.addSeries("class " + data.className(c), x.get(c), y.get(c));
      }
    }
    AtomicFile.write(
        file,
        out ->
            PngWriter.write(
                to -> BitmapEncoder.saveBitmap(chart, to, BitmapEncoder.BitmapFormat.PNG), out));
  }
}
