package dev.chainrule.data.internal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Objects;

/**
 * Bytes of a file, in memory only while they are looked at: the operating system fetches pages and
 * drops them. Mapped in segments, for one buffer of Java holds 2 GiB; unmapped when collected.
 *
 * <p>Where the file is cut short, bytes beyond its end are zeros up to the end of a page, and a
 * fault after it, which Java reports as an {@link InternalError}, perhaps much later. So who has
 * copied bytes calls {@link #check} before he uses them.
 */
public final class MappedBytes implements Bytes {
  private static final int SEGMENT_BITS = 30;
  private static final long SEGMENT = 1L << SEGMENT_BITS;

  private final MappedByteBuffer[] segments;
  private final long offset;
  private final long size;
  private final OpenFile file;

  /**
   * Maps {@code size} bytes from {@code offset} on.
   *
   * @param file at least offset + size bytes long; kept open
   */
  public MappedBytes(OpenFile file, long offset, long size) throws IOException {
    long end = offset + size;
    this.segments = new MappedByteBuffer[Math.toIntExact((end + SEGMENT - 1) >>> SEGMENT_BITS)];
    this.offset = offset;
    this.size = size;
    this.file = file;
    FileChannel channel = file.channel();
    for (int i = 0; i < segments.length; i++) {
      long from = i * SEGMENT;
      segments[i] = channel.map(MapMode.READ_ONLY, from, Math.min(SEGMENT, end - from));
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean inFile() {
    return true;
  }

  @Override
  public byte get(long index) {
    long at = offset + Objects.checkIndex(index, size);
    return segments[(int) (at >>> SEGMENT_BITS)].get((int) (at & (SEGMENT - 1)));
  }

  @Override
  public void get(long from, byte[] out, int at, int count) {
    long place = offset + Objects.checkFromIndexSize(from, count, size);
    int done = 0;
    while (done < count) { // twice where a row lies across two segments
      int inSegment = (int) (place & (SEGMENT - 1));
      int n = (int) Math.min(count - done, SEGMENT - inSegment);
      segments[(int) (place >>> SEGMENT_BITS)].get(inSegment, out, at + done, n);
      place += n;
      done += n;
    }
  }

  @Override
  public void check() {
    file.checkRead();
  }

  @Override
  public void checkUnchanged() {
    file.checkUnchanged();
  }

  @Override
  public RuntimeException fault(InternalError e) {
    return file.fault(e);
  }
}
