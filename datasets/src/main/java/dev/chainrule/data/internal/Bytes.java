package dev.chainrule.data.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes by number, wherever they are. Safe to read from several threads. */
public interface Bytes {
  /** How many are copied at a time where all are. */
  int CHUNK = 1 << 16;

  /** Bytes of an array, which is not copied. */
  static Bytes of(byte[] array) {
    return new HeapBytes(array);
  }

  /** How many. */
  long size();

  /** Whether they stay in a file, so that reading them may wait for a disk. */
  boolean inFile();

  /** Byte {@code index}. */
  byte get(long index);

  /** Copies bytes {@code from … from + count − 1} to {@code out[at]} and on. */
  void get(long from, byte[] out, int at, int count);

  /**
   * Throws if bytes that were read before may not be what they are taken for: because their file
   * was cut short. In memory nothing changes.
   *
   * @throws dev.chainrule.data.DataChangedException if so, naming the file
   * @throws InternalError if this thread read bytes before, of this file or another, that could not
   *     be fetched
   */
  default void check() {}

  /**
   * {@link #check}, and throws also if the file was written to.
   *
   * @throws dev.chainrule.data.DataChangedException if so, naming the file
   */
  default void checkUnchanged() {}

  /** What to throw where reading them threw this: that their file cannot be read. */
  default RuntimeException fault(InternalError e) {
    throw e;
  }

  /** {@link #get}, checked. */
  default void getChecked(long from, byte[] out, int at, int count) {
    try {
      get(from, out, at, count);
      check();
    } catch (InternalError e) {
      throw fault(e);
    }
  }

  /** Writes all of them. */
  default void copyTo(OutputStream out) throws IOException {
    byte[] some = new byte[(int) Math.min(CHUNK, size())];
    for (long at = 0; at < size(); at += CHUNK) {
      int n = (int) Math.min(CHUNK, size() - at);
      getChecked(at, some, 0, n);
      out.write(some, 0, n);
    }
  }

  /** Whether others are as many and the same. */
  default boolean isSameAs(Bytes others) {
    if (size() != others.size()) {
      return false;
    }
    byte[] ours = new byte[(int) Math.min(CHUNK, size())];
    byte[] theirs = new byte[ours.length];
    for (long at = 0; at < size(); at += CHUNK) {
      int n = (int) Math.min(CHUNK, size() - at);
      getChecked(at, ours, 0, n);
      others.getChecked(at, theirs, 0, n);
      if (!Arrays.equals(ours, 0, n, theirs, 0, n)) {
        return false;
      }
    }
    return true;
  }
}
