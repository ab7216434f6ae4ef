package dev.chainrule.cli;

import dev.chainrule.data.Idx;
import dev.chainrule.picture.Brightness;
import dev.chainrule.picture.FileKind;
import dev.chainrule.picture.PictureFile;
import dev.chainrule.tensor.Shape;
import dev.chainrule.tensor.ShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads pictures as inputs of a network: numbers from 0 (ground) to 1 (ink). */
final class Pictures {
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

  /**
   * The pictures of a file, the first {@code most} of an IDX file.
   *
   * @param size rows and columns that the network takes; empty where its input says so, or is
   *     square, or has as many numbers as the picture has pixels
   */
  static List<Picture> read(Path file, Shape input, Optional<Shape> size, int most)
      throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name a picture");
    }
    if (FileKind.of(file).isArray()) {
      return fromIdx(file, input, most);
    }
    Brightness picture = PictureFile.read(file);
    Shape shape = size.orElseGet(() -> shape(input, picture));
    if (shape.size() != input.size()) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "the network takes %d numbers, a picture of %d × %d has %d; give another --size",
              input.size(),
              shape.dim(0),
              shape.dim(1),
              shape.size()));
    }
    float[] ink = DrawnDigit.of(picture, (int) shape.dim(0), (int) shape.dim(1));
    return List.of(new Picture(file.toString(), ink));
  }

  /** Whether a file holds more than one picture; false for what cannot be read. */
  static boolean holdsMany(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.isReadable(file) && FileKind.of(file).isArray();
  }

  /** Rows and columns of a network's pictures, as far as its input tells. */
  private static Shape shape(Shape input, Brightness picture) {
    if (input.rank() == 2) {
      return input;
    }
    long side = Math.round(Math.sqrt((double) input.size()));
    if (side * side == input.size()) {
      return Shape.of(side, side);
    }
    if ((long) picture.width() * picture.height() == input.size()) {
      return Shape.of(picture.height(), picture.width());
    }
    throw new ShapeException(
        "the network takes "
            + input.size()
            + " numbers, which are no square picture; say what they are with --size ROWSxCOLUMNS, or"
            + " give them with --values");
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
}
