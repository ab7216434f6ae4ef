package dev.chainrule.picture;

import dev.chainrule.io.ReadBudget;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads a picture upright, within a {@link ReadBudget}: what is not needed for its pixels is left
 * out before it is decoded, and where all its pixels would not fit, every second, third … of a row
 * and every second, third … row are taken.
 */
public final class PictureFile {
  private static final long MOST_BYTES = 250_000_000;
  private static final int LONGEST_SIDE = 65_535; // rows are decoded whole
  private static final long MOST_PIXELS = 250_000_000; // which take seconds

  /** At once: the file, what is needed of it, and what its decoder has buffered. */
  private static final int COPIES = 3;

  /** Of a pixel at once: four numbers of 16 bits, its brightness, and that of it turned. */
  private static final int BYTES_OF_PIXEL = 16;

  private PictureFile() {}

  /**
   * The brightness of a picture: PNG, JPEG, GIF (its first frame) or BMP, told by its bytes, turned
   * as EXIF says.
   *
   * @throws IOException with a sentence if it is none of them, damaged or too large
   */
  public static Brightness read(Path file) throws IOException {
    FileKind kind = FileKind.of(file);
    if (!kind.isPicture()) {
      throw new IOException(
          String.format(
              Locale.ROOT, "%s is %s and cannot be read; %s", file, kind.name(), kind.advice()));
    }
    ReadBudget budget = ReadBudget.of(file).orElse("save it smaller");
    long length = Files.size(file);
    if (length > MOST_BYTES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has %s bytes; more than %s are not read; save it smaller",
              file,
              grouped(length),
              grouped(MOST_BYTES)));
    }
    budget.take(COPIES, length, "the file");
    try {
      Encoded encoded = encoded(kind, Files.readAllBytes(file));
      return encoded.orientation().upright(Brightness.of(decode(kind, encoded, budget)));
    } catch (IOException | RuntimeException e) { // ImageIO throws either at damaged files
      boolean inWords = e instanceof IOException && e.getMessage() != null;
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s is %s that cannot be read: %s",
              file,
              kind.name(),
              inWords ? e.getMessage() : "it is damaged"),
          e);
    }
  }

  private static Encoded encoded(FileKind kind, byte[] bytes) throws IOException {
    if (kind.equals(FileKind.PNG)) {
      return PngChunks.of(bytes);
    }
    if (kind.equals(FileKind.JPEG)) {
      return Jpeg.of(bytes);
    }
    return kind.equals(FileKind.GIF) ? Gif.of(bytes) : Bmp.of(bytes);
  }

  private static BufferedImage decode(FileKind kind, Encoded encoded, ReadBudget budget)
      throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format(kind)).next();
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded.bytes()))) {
      reader.setInput(in, true, true);
      int period = period(reader.getWidth(0), reader.getHeight(0), encoded.extra(), budget);
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setSourceSubsampling(period, period, 0, 0);
      return reader.read(0, parameters);
    } finally {
      reader.dispose();
    }
  }

  private static String format(FileKind kind) {
    return kind.name().split(" ", -1)[1].toLowerCase(Locale.ROOT);
  }

  /** Which part of rows and columns is taken: 1 for all, 2 for every second … */
  private static int period(int width, int height, long extra, ReadBudget budget)
      throws IOException {
    long pixels = (long) width * height;
    if (Math.max(width, height) > LONGEST_SIDE || pixels > MOST_PIXELS) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s × %s pixels are more than %s in all, or %s in a row; save it smaller",
              grouped(width),
              grouped(height),
              grouped(MOST_PIXELS),
              grouped(LONGEST_SIDE)));
    }
    budget.take(extra, "what is decoded before the first pixel");
    int period = 1;
    while (BYTES_OF_PIXEL * taken(width, period) * taken(height, period) > budget.left()) {
      period++;
    }
    budget.take(BYTES_OF_PIXEL * taken(width, period) * taken(height, period), "its pixels");
    return period;
  }

  private static long taken(int count, int period) {
    return (count + period - 1L) / period;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
