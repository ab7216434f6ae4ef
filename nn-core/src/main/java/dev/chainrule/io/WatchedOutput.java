package dev.chainrule.io;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the first failure of the stream below it, so that a full disk is told from whatever
 * else may go wrong while a file is written, and is not lost in a library that catches it.
 */
final class WatchedOutput extends OutputStream {
  private final OutputStream out;
  private @Nullable IOException failure;

  private WatchedOutput(OutputStream out) {
    this.out = out;
  }

  static WatchedOutput of(OutputStream out) {
    return new WatchedOutput(out);
  }

  /** The first failure, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  private interface Action {
    void run() throws IOException;
  }

  private void watched(Action action) throws IOException {
    try {
      action.run();
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      }
      throw e;
    }
  }

  @Override
  public void write(int b) throws IOException {
    watched(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    watched(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    watched(out::flush);
  }

  /** Has the disk hold what was written, so that a move cannot overtake the bytes. */
  void force() throws IOException {
    watched(
        () -> {
          if (out instanceof FileOutputStream file) {
            file.getFD().sync();
          }
        });
  }

  @Override
  public void close() throws IOException {
    watched(out::close);
  }
}
