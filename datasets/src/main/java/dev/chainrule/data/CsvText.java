package dev.chainrule.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a file of values, and the characters that it was written in: UTF-8, UTF-16 where a
 * byte order mark says so, else Windows-1252, in which spreadsheets of western Europe save.
 *
 * <pre>{@code
 * CsvText text = CsvText.of(Files.readAllBytes(file));
 * Table table = Table.parse(text.text());
 * }</pre>
 *
 * @param text without a byte order mark
 */
public record CsvText(String text, Charset charset) {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /**
   * Decodes the bytes of a file.
   *
   * @throws DataFormatException if they are no text: a spreadsheet's own format, or zero bytes
   */
  public static CsvText of(byte[] bytes) throws DataFormatException {
    if (begins(bytes, 0xfe, 0xff)) {
      return decoded(bytes, 2, StandardCharsets.UTF_16BE);
    }
    if (begins(bytes, 0xff, 0xfe)) {
      return decoded(bytes, 2, StandardCharsets.UTF_16LE);
    }
    if (begins(bytes, 'P', 'K', 3, 4) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
      throw new DataFormatException(
          "this is a spreadsheet's own file (such as .xlsx, .ods or .xls): save the sheet as CSV");
    }
    for (byte b : bytes) {
      if (b == 0) {
        throw new DataFormatException("this is no text, it has zero bytes: save the table as CSV");
      }
    }
    int mark = begins(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    try {
      return decoded(bytes, mark, StandardCharsets.UTF_8);
    } catch (DataFormatException e) {
      if (mark > 0) {
        throw e;
      }
      return decoded(bytes, 0, WINDOWS);
    }
  }

  /** A sentence where the characters had to be guessed. */
  public Optional<String> remark() {
    return charset.equals(WINDOWS)
        ? Optional.of("the table is no UTF-8, so it is read as Windows-1252")
        : Optional.empty();
  }

  private static CsvText decoded(byte[] bytes, int from, Charset charset)
      throws DataFormatException {
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
      return new CsvText(charset.newDecoder().decode(rest).toString(), charset);
    } catch (CharacterCodingException e) {
      throw new DataFormatException(
          "this is neither text in UTF-8 nor in Windows-1252: save the table as UTF-8", e);
    }
  }

  private static boolean begins(byte[] bytes, int... first) {
    for (int i = 0; i < first.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != first[i]) {
        return false;
      }
    }
    return true;
  }
}
