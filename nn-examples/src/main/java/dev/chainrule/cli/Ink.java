package dev.chainrule.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * What is drawn on a picture, as a network that learnt MNIST expects it: light ink on dark ground,
 * and, unless the picture has the network's own size, cut out, scaled so that it fits a box of
 * 20/28 of the side, and placed with its centre of mass in the middle.
 */
final class Ink {
  private static final double BOX = 20.0 / 28;
  private static final float VISIBLE = 0.2f;

  private Ink() {}

  static float[] of(BufferedImage image, int side) {
    float[] ink = ink(image);
    if (image.getWidth() == side && image.getHeight() == side) {
      return ink;
    }
    return centred(ink, image.getWidth(), image.getHeight(), side);
  }

  /** Brightness, transparent being white paper; inverted where the border is light. */
  private static float[] ink(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    float[] grey = new float[width * height];
    double border = 0;
    int borderPixels = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = opaque.getRGB(x, y);
        float red = (rgb >> 16) & 0xff;
        float green = (rgb >> 8) & 0xff;
        float blue = rgb & 0xff;
        // ITU-R BT.601; grey stays exactly itself
        grey[y * width + x] =
            red == green && green == blue
                ? red / 255f
                : (0.299f * red + 0.587f * green + 0.114f * blue) / 255f;
        if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
          border += grey[y * width + x];
          borderPixels++;
        }
      }
    }
    if (border > 0.5 * borderPixels) {
      for (int i = 0; i < grey.length; i++) {
        grey[i] = 1 - grey[i];
      }
    }
    return grey;
  }

  private static float[] centred(float[] ink, int width, int height, int side) {
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
      return new float[side * side]; // an empty sheet
    }
    int cutWidth = right - left + 1;
    int cutHeight = bottom - top + 1;
    double scale = BOX * side / Math.max(cutWidth, cutHeight);
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
    BufferedImage sheet = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = sheet.createGraphics();
    graphics.drawImage(
        small,
        (int) Math.round(side / 2.0 - scaleX * massX / mass),
        (int) Math.round(side / 2.0 - scaleY * massY / mass),
        null);
    graphics.dispose();
    float[] pixels = new float[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = sheet.getRaster().getSample(i % side, i / side, 0) / 255f;
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
