package dev.chainrule.param;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Some bytes of a file as a stream. */
final class RangeInput extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long at;

  RangeInput(FileChannel channel, long begin, long count) {
    this.channel = channel;
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
    int count = channel.read(ByteBuffer.wrap(bytes, offset, most), at);
    at += Math.max(0, count);
    return count;
  }
}
