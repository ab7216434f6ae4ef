package dev.chainrule.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a reader of one file may allocate, so that a file cannot make the program take memory out of
 * proportion to its size: at most {@link #BASE 64 MiB} and {@link #FACTOR 16} bytes for each byte
 * of the file, and never more than half of what Java may use.
 *
 * <pre>{@code
 * ReadBudget budget = ReadBudget.of(file);
 * budget.take((long) width * height, "its picture");   // before new byte[width * height]
 * }</pre>
 *
 * <p>A reader asks before it allocates, with what the file claims. For use by one thread.
 */
public final class ReadBudget {
  /** Bytes that the smallest file may take: 64 MiB. */
  public static final long BASE = 64L << 20;

  /** Bytes for each byte of the file: 16. */
  public static final int FACTOR = 16;

  /** The share of Java's memory that one file may take at most: one half. */
  private static final int SHARE = 2;

  private final String source;
  private final long length;
  private final long limit;
  private final String advice;
  private long taken;

  private ReadBudget(String source, long length, long limit, String advice) {
    this.source = source;
    this.length = length;
    this.limit = limit;
    this.advice = advice;
  }

  /** The budget of a file. */
  public static ReadBudget of(Path file) throws IOException {
    return of(file.toString(), Files.size(file));
  }

  /**
   * The budget of a source of {@code length} bytes.
   *
   * @param source what messages call it
   */
  public static ReadBudget of(String source, long length) {
    return of(source, length, Runtime.getRuntime().maxMemory());
  }

  static ReadBudget of(String source, long length, long memory) {
    long byLength =
        length > (Long.MAX_VALUE - BASE) / FACTOR ? Long.MAX_VALUE : BASE + FACTOR * length;
    return new ReadBudget(source, length, Math.min(byLength, memory / SHARE), "");
  }

  /**
   * This budget with a way on for the message of a refusal, such as {@code unpack it with gunzip}.
   * What was taken so far is not taken from the new one.
   */
  public ReadBudget orElse(String advice) {
    return new ReadBudget(source, length, limit, advice);
  }

  /** How many bytes may be taken in all. */
  public long limit() {
    return limit;
  }

  /** How many bytes may still be taken. */
  public long left() {
    return limit - taken;
  }

  /**
   * Takes bytes, before they are allocated.
   *
   * @param bytes how many; a negative number is taken for a product that overflowed
   * @param what the claim, for the message: {@code its header}
   * @throws IOException if that is more than is left; nothing is taken then
   */
  public void take(long bytes, String what) throws IOException {
    if (bytes < 0 || bytes > left()) {
      throw refusal(bytes < 0 ? Long.MAX_VALUE : bytes, what);
    }
    taken += bytes;
  }

  /**
   * Takes {@code count} things of {@code each} bytes, whose product may be larger than a long.
   *
   * @throws IOException if that is more than is left
   */
  public void take(long count, long each, String what) throws IOException {
    boolean overflows = count < 0 || each < 0 || (each > 0 && count > Long.MAX_VALUE / each);
    take(overflows ? Long.MAX_VALUE : count * each, what);
  }

  /** Gives bytes back that are no longer held. */
  public void giveBack(long bytes) {
    if (bytes < 0 || bytes > taken) {
      throw new IllegalArgumentException("taken were " + taken + " bytes, given back " + bytes);
    }
    taken -= bytes;
  }

  /**
   * A stream that takes each byte it hands out, and refuses to go on when none is left: for what
   * unpacks itself, whose length nobody knows.
   */
  public InputStream counting(InputStream in, String what) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
          take(1, what);
        }
        return b;
      }

      @Override
      public int read(byte[] bytes, int offset, int count) throws IOException {
        int n = super.read(bytes, offset, count);
        if (n > 0) {
          take(n, what);
        }
        return n;
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }

  private IOException refusal(long bytes, String what) {
    String wanted =
        bytes >= Long.MAX_VALUE - taken ? "more than can be counted" : inWords(taken + bytes);
    boolean isHalfOfMemory =
        limit < BASE + FACTOR * Math.min(length, Long.MAX_VALUE / (2 * FACTOR));
    return new IOException(
        String.format(
            Locale.ROOT,
            "%s: %s would take %s of memory; a file of %s may take %s%s%s",
            source,
            what,
            wanted,
            inWords(length),
            inWords(limit),
            isHalfOfMemory ? ", half of what Java may use (-Xmx)" : "",
            advice.isEmpty() ? "" : "; " + advice));
  }

  private static String inWords(long bytes) {
    if (bytes < 10_000) {
      return bytes + " bytes";
    }
    return bytes < 10_000_000
        ? bytes / 1000 + " kB"
        : bytes < 10_000_000_000L
            ? bytes / 1_000_000 + " MB"
            : String.format(Locale.ROOT, "%.0f GB", bytes / 1e9);
  }
}
