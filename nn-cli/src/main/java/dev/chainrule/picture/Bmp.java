package dev.chainrule.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header of a BMP file. */
final class Bmp {
  private static final int HEADER_SIZE = 14; // where the second header begins, with its size
  private static final int COMPRESSION = 30;
  private static final int OF_CORE = 12; // the size of the oldest header, which has none
  private static final int JPEG = 4;
  private static final int PNG = 5;

  private Bmp() {}

  /**
   * The whole file.
   *
   * @throws IOException if it is only an envelope of another format
   */
  static Encoded of(byte[] file) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < COMPRESSION + Integer.BYTES) {
      throw new IOException("it ends within its header");
    }
    if (header.getInt(HEADER_SIZE) > OF_CORE) {
      int compression = header.getInt(COMPRESSION);
      if (compression == JPEG || compression == PNG) {
        throw new IOException("it holds a PNG or JPEG; save it as that");
      }
    }
    return new Encoded(file, Orientation.UPRIGHT, 0);
  }
}
