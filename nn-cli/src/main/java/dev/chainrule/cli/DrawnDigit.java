package dev.chainrule.cli;

import dev.chainrule.picture.Brightness;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * What is drawn on a picture, as a network that learnt MNIST expects it: light ink on dark ground,
 * and, unless the picture has the network's own size, cut out, scaled so that it fits a box of
 * 20/28 of each side, and placed with its centre of mass in the middle.
 */
final class DrawnDigit {
  private static final double BOX = 20.0 / 28;
  private static final float VISIBLE = 0.2f;

  private final int width;
  private final int height;
  private final float[] ink;

  private DrawnDigit(int width, int height, float[] ink) {
    this.width = width;
    this.height = height;
    this.ink = ink;
  }

  /** The ink of a picture, row by row, for a network that takes pictures of this size. */
  static float[] of(Brightness picture, int rows, int columns) {
    DrawnDigit ink = new DrawnDigit(picture.width(), picture.height(), lightOnDark(picture));
    return picture.width() == columns && picture.height() == rows
        ? ink.ink
        : ink.centred(rows, columns);
  }

  /** Brightness, inverted where the border is light. */
  private static float[] lightOnDark(Brightness picture) {
    int right = picture.width() - 1;
    int bottom = picture.height() - 1;
    double border = 0;
    int borderPixels = 0;
    for (int y = 0; y <= bottom; y++) {
      for (int x = 0; x <= right; x++) {
        if (x == 0 || y == 0 || x == right || y == bottom) {
          border += picture.at(x, y);
          borderPixels++;
        }
      }
    }
    float[] grey = picture.pixels();
    if (border > 0.5 * borderPixels) {
      for (int i = 0; i < grey.length; i++) {
        grey[i] = 1 - grey[i];
      }
    }
    return grey;
  }

  private float[] centred(int rows, int columns) {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (ink[y * width + x] > VISIBLE) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    if (right < 0) {
      return new float[rows * columns]; // an empty sheet
    }
    return placed(left, top, right - left + 1, bottom - top + 1, rows, columns);
  }

  private float[] placed(int left, int top, int cutWidth, int cutHeight, int rows, int columns) {
    double scale = Math.min(BOX * columns / cutWidth, BOX * rows / cutHeight);
    BufferedImage cut = new BufferedImage(cutWidth, cutHeight, BufferedImage.TYPE_BYTE_GRAY);
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (int y = 0; y < cutHeight; y++) {
      for (int x = 0; x < cutWidth; x++) {
        float value = ink[(y + top) * width + x + left];
        cut.getRaster().setSample(x, y, 0, Math.round(255 * value));
        mass += value;
        massX += value * (x + 0.5);
        massY += value * (y + 0.5);
      }
    }
    BufferedImage small = shrink(cut, scale);
    double scaleX = small.getWidth() / (double) cutWidth;
    double scaleY = small.getHeight() / (double) cutHeight;
    BufferedImage sheet = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = sheet.createGraphics();
    graphics.drawImage(
        small,
        (int) Math.round(columns / 2.0 - scaleX * massX / mass),
        (int) Math.round(rows / 2.0 - scaleY * massY / mass),
        null);
    graphics.dispose();
    float[] pixels = new float[rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = sheet.getRaster().getSample(i % columns, i / columns, 0) / 255f;
    }
    return pixels;
  }

  /** Scales by halves first: one big step would look at few of the pixels. */
  private static BufferedImage shrink(BufferedImage image, double scale) {
    int width = Math.max(1, (int) Math.round(scale * image.getWidth()));
    int height = Math.max(1, (int) Math.round(scale * image.getHeight()));
    BufferedImage from = image;
    while (from.getWidth() > 2 * width || from.getHeight() > 2 * height) {
      from =
          drawn(from, Math.max(width, from.getWidth() / 2), Math.max(height, from.getHeight() / 2));
    }
    return drawn(from, width, height);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = to.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return to;
  }
}
