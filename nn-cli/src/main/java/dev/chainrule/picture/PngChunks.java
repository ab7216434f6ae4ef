package dev.chainrule.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** The chunks of a PNG file (W3C, PNG 3rd ed., 5.3). */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int FRAME = 12; // length, type, checksum

  /** Those that its pixels need. */
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private PngChunks() {}

  /** The picture without other chunks. */
  static Encoded of(byte[] file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
    out.write(file, 0, SIGNATURE);
    Orientation orientation = Orientation.UPRIGHT;
    int at = SIGNATURE;
    boolean ended = false;
    while (!ended && file.length - at >= FRAME) {
      ByteBuffer chunk = ByteBuffer.wrap(file, at, file.length - at);
      int length = chunk.getInt();
      byte[] letters = new byte[4];
      chunk.get(letters);
      String type = new String(letters, java.nio.charset.StandardCharsets.ISO_8859_1);
      if (length < 0 || length > file.length - at - FRAME) {
        throw new IOException("it ends within its chunk " + type.replaceAll("[^a-zA-Z]", "?"));
      }
      if (NEEDED.contains(type)) {
        out.write(file, at, FRAME + length);
      } else if (type.equals("eXIf")) {
        byte[] exif = new byte[length];
        chunk.get(exif);
        orientation = Exif.orientation(exif);
      }
      ended = type.equals("IEND");
      at += FRAME + length;
    }
    return new Encoded(out.toByteArray(), orientation, 0);
  }
}
