package dev.chainrule.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a file is by its first bytes, whatever its name says.
 *
 * @param isPicture whether {@link PictureFile} reads it
 * @param isArray whether it may be an IDX file, plain or packed
 * @param name what to call it in a sentence: {@code a HEIC picture}
 * @param advice what to do where it is not read
 */
public record FileKind(boolean isPicture, boolean isArray, String name, String advice) {
  static final FileKind PNG = picture("a PNG picture");
  static final FileKind JPEG = picture("a JPEG picture");
  static final FileKind GIF = picture("a GIF picture");
  static final FileKind BMP = picture("a BMP picture");

  private static final FileKind IDX = new FileKind(false, true, "an IDX file", "");
  private static final FileKind GZIP = new FileKind(false, true, "a gzip file", "");

  private static final int LOOKED_AT = 512; // bytes: an SVG may begin with remarks
  private static final String SAVE = "save it as PNG or JPEG";
  private static final String EXPORT = "export it as PNG";

  private static FileKind picture(String name) {
    return new FileKind(true, false, name, "");
  }

  private static FileKind other(String name, String advice) {
    return new FileKind(false, false, name, advice);
  }

  /** Looks at the first bytes of a file. */
  public static FileKind of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(LOOKED_AT));
    }
  }

  /** What a file with these first bytes is. */
  static FileKind of(byte[] first) {
    if (has(first, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (has(first, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (has(first, 0, "GIF87a") || has(first, 0, "GIF89a")) {
      return GIF;
    }
    if (has(first, 0, "BM")) {
      return BMP;
    }
    if (isIdx(first)) {
      return IDX;
    }
    return has(first, 0, "\u001f\u008b") ? GZIP : foreign(first);
  }

  /** Two zero bytes, one of six types, and a rank. */
  private static boolean isIdx(byte[] first) {
    return first.length >= 4
        && has(first, 0, "\0\0")
        && "\u0008\u0009\u000b\f\r\u000e".indexOf(first[2]) >= 0
        && first[3] > 0;
  }

  private static FileKind foreign(byte[] first) {
    if (has(first, 4, "ftyp")) {
      return film(text(Arrays.copyOfRange(first, 8, Math.min(first.length, 40))));
    }
    if (has(first, 0, "RIFF") && has(first, 8, "WEBP")) {
      return other("a WebP picture", SAVE);
    }
    if (has(first, 0, "II*\0") || has(first, 0, "MM\0*")) {
      return other("a TIFF picture, or a camera's raw one,", SAVE);
    }
    if (has(first, 0, "\0\0\0\fjP  ") || has(first, 0, "\u00ffO\u00ffQ")) {
      return other("a JPEG 2000 picture", SAVE);
    }
    if (has(first, 0, "\u00ff\n") || has(first, 0, "\0\0\0\fJXL ")) {
      return other("a JPEG XL picture", SAVE);
    }
    if (has(first, 0, "\0\0\u0001\0") || has(first, 0, "\0\0\u0002\0")) {
      return other("an icon", SAVE);
    }
    if (has(first, 0, "8BPS") || has(first, 0, "gimp xcf")) {
      return other("a picture in layers", EXPORT);
    }
    if (has(first, 0, "%PDF") || has(first, 0, "%!PS")) {
      return other("a PDF or PostScript document", "export the page as PNG");
    }
    if (has(first, 0, "PK\u0003\u0004")
        || has(first, 0, "Rar!")
        || has(first, 0, "7z\u00bc\u00af")) {
      return other("an archive", "unpack it, and name the pictures in it");
    }
    if (has(first, 0, "\u0093NUMPY")) {
      return other("a NumPy array", "save it as PNG, or as IDX");
    }
    return text(first).toLowerCase(Locale.ROOT).contains("<svg")
        ? other("an SVG drawing", EXPORT)
        : other("no picture that is known", "save it as PNG, JPEG, GIF or BMP");
  }

  private static FileKind film(String brands) {
    if (brands.startsWith("avi") || brands.contains("avif")) {
      return other("an AVIF picture", SAVE);
    }
    return brands.startsWith("he")
            || brands.contains("heic")
            || brands.startsWith("mif1")
            || brands.startsWith("msf1")
        ? other("a HEIC picture", SAVE)
        : other("a film", "save one of its pictures as PNG or JPEG");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static boolean has(byte[] first, int at, String magic) {
    return text(first).startsWith(magic, at);
  }
}
