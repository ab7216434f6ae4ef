package dev.chainrule.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The blocks of a GIF file (CompuServe, GIF89a). */
final class Gif {
  private static final int HEADER = 13;
  private static final int EXTENSION = 0x21;
  private static final int CONTROL = 0xf9; // says which colour is transparent
  private static final int IMAGE = 0x2c;
  private static final int IMAGE_HEADER = 10;
  private static final int END = 0x3b;

  private final byte[] file;
  private int at = HEADER;

  private Gif(byte[] file) {
    this.file = file;
  }

  /** The first frame, without comments and what belongs to applications. */
  static Encoded of(byte[] file) throws IOException {
    try {
      return new Gif(file).encoded();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("it ends before its first frame does", e);
    }
  }

  private Encoded encoded() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
    at += palette(file[HEADER - 3]);
    out.write(file, 0, at);
    while (true) {
      int begin = at;
      int kind = file[at];
      if (kind == EXTENSION) {
        int label = file[at + 1] & 0xff;
        at += 2;
        passBlocks();
        if (label == CONTROL) {
          out.write(file, begin, at - begin);
        }
      } else if (kind == IMAGE) {
        at += IMAGE_HEADER + palette(file[at + IMAGE_HEADER - 1]) + 1;
        passBlocks();
        out.write(file, begin, at - begin);
        out.write(END);
        return new Encoded(out.toByteArray(), Orientation.UPRIGHT, 0);
      } else {
        throw new IOException("it has no frame");
      }
    }
  }

  private static int palette(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
  }

  private void passBlocks() {
    while (file[at] != 0) {
      at += 1 + (file[at] & 0xff);
    }
    at++;
  }
}
