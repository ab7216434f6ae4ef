package dev.chainrule.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one tag of EXIF that says how a picture is to be turned.
 *
 * <p>A parser of our own: a library for all tags (metadata-extractor, say) would bring 1 MB and its
 * own faults for one number in a table of twelve bytes an entry. What is damaged counts as absent,
 * as it does in browsers, since the picture itself is whole.
 *
 * <p>Source: TIFF 6.0 (1992), section 2; Exif 2.32, 4.6.4 A.
 */
final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;

  private Exif() {}

  /**
   * The orientation that a block of EXIF asks for; {@link Orientation#UPRIGHT} where it asks for
   * none.
   *
   * @param tiff from {@code II} or {@code MM} on
   */
  static Orientation orientation(byte[] tiff) {
    try {
      ByteBuffer in = ByteBuffer.wrap(tiff);
      int order = in.getShort();
      in.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      if ((order != 0x4949 && order != 0x4d4d) || in.getShort() != 42) {
        return Orientation.UPRIGHT;
      }
      in.position(in.getInt());
      for (int left = in.getShort() & 0xffff; left > 0; left--) {
        int tag = in.getShort() & 0xffff;
        int type = in.getShort();
        int count = in.getInt();
        int value = in.getShort() & 0xffff;
        in.getShort(); // the other half of the field
        if (tag == ORIENTATION) {
          return type == SHORT && count == 1 ? Orientation.of(value) : Orientation.UPRIGHT;
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Orientation.UPRIGHT; // cut short, or an offset that points outside
    }
    return Orientation.UPRIGHT;
  }
}
