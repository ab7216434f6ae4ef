package dev.chainrule.cli;

import dev.chainrule.data.Idx;
import dev.chainrule.io.ReadBudget;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures as inputs of a network: numbers from 0 (ground) to 1 (ink). */
final class Pictures {
  private static final int IDX_FIRST_BYTES = 0;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final long MOST_PIXELS = 64_000_000; // a header can claim any number

  private static final int PIXEL = 6; // bytes, of the picture and of what is computed from it

  private Pictures() {}

  /** One input. */
  static final class Picture {
    private final String name;
    private final float[] pixels;

    Picture(String name, float[] pixels) {
      this.name = name;
      this.pixels = pixels;
    }

    /** For people. */
    String name() {
      return name;
    }

    /** The numbers. */
    float[] pixels() {
      return pixels;
    }

    /** Whether all pixels are alike. */
    boolean isEmpty() {
      for (float pixel : pixels) {
        if (pixel != pixels[0]) {
          return false;
        }
      }
      return pixels.length > 2; // two features may well be alike
    }
  }

  /** The pictures of a file, the first {@code most} of an IDX file. */
  static List<Picture> read(Path file, Shape input, int most) throws IOException {
    int side = side(input);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name a picture");
    }
    return isIdx(file)
        ? fromIdx(file, input, most)
        : List.of(new Picture(file.toString(), Ink.of(image(file), side)));
  }

  private static int side(Shape input) {
    int side = (int) Math.round(Math.sqrt((double) input.size()));
    if ((long) side * side != input.size()) {
      throw new ShapeException(
          "the network takes "
              + input.size()
              + " numbers, no square picture; give them with --values");
    }
    return side;
  }

  private static boolean isIdx(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int two = in.read() << 8 | in.read();
      return two == IDX_FIRST_BYTES || two == GZIP_MAGIC;
    }
  }

  private static List<Picture> fromIdx(Path file, Shape input, int most) throws IOException {
    Idx idx = Idx.readFirst(file, most);
    if (idx.shape().rank() < 2 || idx.shape().row().size() != input.size()) {
      throw new ShapeException(
          file
              + " has shape "
              + idx.shape()
              + "; the network takes images of "
              + input.size()
              + " pixels");
    }
    int size = Math.toIntExact(input.size());
    byte[] bytes = idx.bytes();
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < Math.min(most, idx.shape().dim(0)); i++) {
      float[] pixels = new float[size];
      for (int p = 0; p < size; p++) {
        pixels[p] = (bytes[i * size + p] & 0xff) / 255f;
      }
      pictures.add(new Picture(file + "[" + i + "]", pixels));
    }
    return pictures;
  }

  private static BufferedImage image(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException(
            file + " is no picture that can be read; save it as PNG, JPEG, GIF or BMP");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new IOException(
              file + " has " + pixels + " pixels; more than " + MOST_PIXELS + " are not read");
        }
        ReadBudget.of(file).take(pixels, PIXEL, "its " + pixels + " pixels");
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) { // ImageIO throws either at damaged files
      String already = String.valueOf(e.getMessage());
      throw new IOException(
          already.startsWith(file.toString()) ? already : file + " is damaged: " + already, e);
    }
  }
}
