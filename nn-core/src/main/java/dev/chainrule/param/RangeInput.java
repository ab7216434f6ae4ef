package dev.chainrule.param;

import java.io.IOException;
import java.io.InputStream;

/** Some bytes of a file as a stream. */
final class RangeInput extends InputStream {
  private final PositionedFile file;
  private final long end;
  private long at;

  RangeInput(PositionedFile file, long begin, long count) {
    this.file = file;
    this.at = begin;
    this.end = begin + count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int most = (int) Math.min(length, end - at);
    if (most == 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(file.read(at, most), 0, bytes, offset, most);
    at += most;
    return most;
  }
}
