package dev.chainrule.stepper;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Decodes what addresses encode, strictly: no half of a percent sign, and no bytes but UTF-8. */
public final class Percent {
  private Percent() {}

  /**
   * The text of a name or a value in an address: {@code %} and two digits are a byte, and {@code +}
   * is a space.
   *
   * @throws ScenarioException if it is not encoded so
   */
  public static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == '%') {
        bytes.write(16 * digit(text, i + 1) + digit(text, i + 2));
        i += 3;
      } else {
        bytes.writeBytes(Character.toString(c == '+' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ScenarioException(
          String.format(Locale.ROOT, "%s in an address is not UTF-8", Numeral.quoted(text)), e);
    }
  }

  private static int digit(String text, int i) {
    char c = i < text.length() ? text.charAt(i) : ' ';
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "a percent sign in an address begins two hexadecimal digits, which %s has not: write %%25",
              Numeral.quoted(text)));
    }
    return digit;
  }
}
