package dev.chainrule.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/** The segments of a JPEG file (ITU-T T.81, annex B). */
final class Jpeg {
  private static final int START_OF_SCAN = 0xda;
  private static final int PROGRESSIVE = 0xc2;
  private static final Set<Integer> NO_FRAMES = Set.of(0xc4, 0xc8, 0xcc); // tables
  private static final int COMMENT = 0xfe;
  private static final int JFIF = 0xe0;
  private static final int EXIF = 0xe1;
  private static final int ADOBE = 0xee; // says what the three colours are
  private static final byte[] EXIF_NAME = {'E', 'x', 'i', 'f', 0, 0};

  private final byte[] file;
  private final ByteArrayOutputStream out;
  private Orientation orientation = Orientation.UPRIGHT;
  private long extra;

  private Jpeg(byte[] file) {
    this.file = file;
    this.out = new ByteArrayOutputStream(file.length);
  }

  /**
   * The picture without comments, profiles and thumbnails.
   *
   * @throws IOException if it has four colours, or deeper ones than a byte, or is damaged
   */
  static Encoded of(byte[] file) throws IOException {
    return new Jpeg(file).encoded();
  }

  private Encoded encoded() throws IOException {
    out.write(file, 0, 2);
    int at = 2;
    while (true) {
      int marker = at + 3 < file.length && file[at] == (byte) 0xff ? file[at + 1] & 0xff : -1;
      if (marker == 0xff) { // filling
        at++;
        continue;
      }
      int length = marker < 0 ? 0 : number(at + 2);
      if (length < 2 || at + 2 + length > file.length) {
        throw new IOException("it ends, or is damaged, before its pixels begin");
      }
      if (marker == START_OF_SCAN) {
        out.write(file, at, file.length - at);
        return new Encoded(out.toByteArray(), orientation, extra);
      }
      look(marker, at + 4, length - 2);
      if (isNeeded(marker)) {
        out.write(file, at, 2 + length);
      }
      at += 2 + length;
    }
  }

  private static boolean isNeeded(int marker) {
    boolean application = marker >= JFIF && marker <= 0xef;
    return marker != COMMENT && (!application || marker == JFIF || marker == ADOBE);
  }

  private void look(int marker, int from, int length) throws IOException {
    boolean frame = marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.contains(marker);
    if (frame && length >= 6 && length >= 6 + 3 * file[from + 5]) {
      int depth = file[from];
      int colours = file[from + 5];
      if (depth != 8) {
        throw new IOException("its colours have " + depth + " bits, not 8; save it as PNG");
      }
      if (colours == 4) {
        throw new IOException("its colours are those of a printer (CMYK); save it as RGB");
      }
      extra = marker == PROGRESSIVE ? coefficients(from, colours) : 0;
    }
    boolean named =
        length >= EXIF_NAME.length
            && Arrays.equals(file, from, from + EXIF_NAME.length, EXIF_NAME, 0, EXIF_NAME.length);
    if (marker == EXIF && named) {
      orientation =
          Exif.orientation(Arrays.copyOfRange(file, from + EXIF_NAME.length, from + length));
    }
  }

  /** Bytes of all coefficients, which are kept until the last scan: two for each. */
  private long coefficients(int from, int colours) throws IOException {
    long height = number(from + 1);
    long width = number(from + 3);
    int most = 1;
    int all = 0;
    for (int i = 0; i < colours; i++) {
      int factors = file[from + 7 + 3 * i];
      int samples = (factors >> 4) * (factors & 15);
      if (samples < 1 || samples > 16) {
        throw new IOException("it is damaged before its pixels begin");
      }
      most = Math.max(most, samples);
      all += samples;
    }
    return 2 * width * height * all / most;
  }

  /** The two bytes that stand there. */
  private int number(int at) {
    return ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff);
  }
}
