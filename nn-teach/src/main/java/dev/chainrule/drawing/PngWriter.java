package dev.chainrule.drawing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes pictures as PNG. */
public final class PngWriter {
  private PngWriter() {}

  /** Encodes a picture. */
  @FunctionalInterface
  public interface Encoder {
    /** Writes all bytes of the picture. */
    void to(OutputStream out) throws IOException;
  }

  /**
   * Writes a picture, which is encoded in memory first: where a stream fails below ImageIO's own
   * cache, as on a full disk, that cache fails once more when the program ends.
   *
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(Encoder picture, OutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    picture.to(bytes);
    bytes.writeTo(out);
  }
}
