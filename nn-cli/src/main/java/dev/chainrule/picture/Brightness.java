package dev.chainrule.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * How bright each pixel of a picture is, from 0 (black) to 1 (white), row by row.
 *
 * <p>Numbers are those of the file, divided by the largest that its depth allows: 64 of 255 is
 * 64/255, whatever gamma a colour space would have. Colours are weighed by ITU-R BT.601: 0.299 R +
 * 0.587 G + 0.114 B.
 *
 * @param pixels width × height of them
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
public record Brightness(int width, int height, float[] pixels) {
  /** What may be seen. */
  private static final float VISIBLE = 0.2f;

  /** The brightness of the pixel in column {@code x} of row {@code y}. */
  public float at(int x, int y) {
    return pixels[y * width + x];
  }

  /**
   * The brightness of an image. What is transparent is white paper; where nothing could be seen on
   * that, since all that is drawn is white, it is black.
   *
   * @throws IOException if its colours are neither grey nor red, green and blue
   */
  static Brightness of(BufferedImage image) throws IOException {
    Brightness onWhite = of(image, 1);
    if (!image.getColorModel().hasAlpha() || onWhite.isVisible()) {
      return onWhite;
    }
    Brightness onBlack = of(image, 0);
    return onBlack.isVisible() ? onBlack : onWhite;
  }

  private boolean isVisible() {
    float least = pixels[0];
    float most = pixels[0];
    for (float pixel : pixels) {
      least = Math.min(least, pixel);
      most = Math.max(most, pixel);
    }
    return most - least > VISIBLE;
  }

  private static Brightness of(BufferedImage image, float paper) throws IOException {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] pixels = new float[width * height];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      fromPalette(image.getRaster(), palette, paper, pixels);
    } else {
      fromSamples(image.getRaster(), image.getColorModel(), paper, pixels);
    }
    return new Brightness(width, height, pixels);
  }

  private static void fromPalette(
      Raster raster, IndexColorModel palette, float paper, float[] pixels) {
    float[] brightness = new float[palette.getMapSize()];
    for (int i = 0; i < brightness.length; i++) {
      float opacity = palette.getAlpha(i) / 255f;
      float colour = luma(palette.getRed(i), palette.getGreen(i), palette.getBlue(i)) / 255;
      brightness[i] = opacity * colour + (1 - opacity) * paper;
    }
    int width = raster.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        int index = row[x];
        pixels[y * width + x] = index < brightness.length ? brightness[index] : paper;
      }
    }
  }

  private static void fromSamples(Raster raster, ColorModel model, float paper, float[] pixels)
      throws IOException {
    int bands = raster.getNumBands();
    int colours = model.hasAlpha() ? bands - 1 : bands;
    if (colours != 1 && colours != 3) {
      throw new IOException("its " + colours + " colours are neither grey nor red, green and blue");
    }
    float[] largest = new float[bands];
    for (int b = 0; b < bands; b++) {
      largest[b] = (1L << raster.getSampleModel().getSampleSize(b)) - 1;
    }
    int width = raster.getWidth();
    int[] row = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        float colour =
            colours == 1
                ? row[at] / largest[0]
                : luma(row[at] / largest[0], row[at + 1] / largest[1], row[at + 2] / largest[2]);
        if (model.hasAlpha()) {
          float opacity = row[at + colours] / largest[colours];
          float own = model.isAlphaPremultiplied() ? colour : opacity * colour;
          colour = own + (1 - opacity) * paper;
        }
        pixels[y * width + x] = colour;
      }
    }
  }

  /** Grey stays exactly itself. */
  private static float luma(float red, float green, float blue) {
    return red == green && green == blue ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
  }
}
