package dev.chainrule.data.internal;

import dev.chainrule.data.DataChangedException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A file that is kept open for as long as its bytes are mapped, so that its length can be asked for
 * again, also where another file has taken its name. Closed when collected.
 */
public final class OpenFile {
  private final Path path;
  private final RandomAccessFile file;
  private final long length;
  private final @Nullable Object key; // which file it is, where the system has such numbers
  private final FileTime written;

  @SuppressWarnings("unused") // written, so that it is made
  private volatile byte[][][] made = {};

  private OpenFile(Path path, RandomAccessFile file) throws IOException {
    this.path = path;
    this.file = file;
    this.length = file.length();
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    this.key = attributes.fileKey();
    this.written = attributes.lastModifiedTime();
  }

  /** A piece of work with an open file. */
  public interface Work<T> {
    /** Does it; the file stays open if its result is to be used. */
    T with(OpenFile file) throws IOException;
  }

  /**
   * Opens a file and does something with it, also on a thread that was or is being interrupted,
   * which would close it: then it is opened again, and the thread stays interrupted.
   */
  public static <T> T open(Path path, Work<T> work) throws IOException {
    return Uninterrupted.call(
        () -> {
          RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
          try {
            return work.with(new OpenFile(path, file));
          } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
          }
        });
  }

  /** How long it was when it was opened. */
  public long length() {
    return length;
  }

  /** Its bytes from where they were last read to; not to be closed. */
  public InputStream stream() throws IOException {
    return new FileInputStream(file.getFD());
  }

  FileChannel channel() {
    return file.getChannel();
  }

  /**
   * Throws if the file is shorter than it was, or if bytes that this thread read before could not
   * be fetched; about a microsecond.
   *
   * @throws DataChangedException with the file's name, if it is shorter
   * @throws InternalError if bytes could not be fetched for another reason, or of another file
   */
  void checkRead() {
    try {
      deliverFault();
    } finally {
      checkLength();
    }
  }

  private void checkLength() {
    long now;
    try {
      now = file.length();
    } catch (IOException e) {
      throw new DataChangedException(path + " can no longer be read: " + e.getMessage(), e);
    }
    if (now < length) {
      throw new DataChangedException(cutShort(now));
    }
  }

  /**
   * Has the virtual machine throw the error of a fault here, if there was one. It notes a fault,
   * and throws when the thread next calls its runtime in a way that may fail, perhaps much later.
   * Making an array of arrays is such a call, on JDK 17 in the interpreter and in code of either
   * compiler; calling a native method is none.
   */
  private void deliverFault() {
    made = new byte[2][2][2]; // of fewer, a compiler makes single arrays by itself
  }

  /**
   * Throws if the file was written to since it was opened; not where its name was given to another
   * file, for its bytes are then what they were.
   *
   * @throws DataChangedException with the file's name
   */
  void checkUnchanged() {
    checkLength();
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      return; // its name is gone; the file is not while it is open
    }
    boolean same = key != null && key.equals(now.fileKey());
    if (same && !written.equals(now.lastModifiedTime())) {
      throw new DataChangedException(
          path
              + " was written to while it was read, so that nobody knows which bytes were read;"
              + " make new data in another file and move it into place");
    }
  }

  /** What to throw where the operating system could not fetch bytes. */
  DataChangedException fault(InternalError e) {
    long now;
    try {
      now = file.length();
    } catch (IOException unknown) {
      now = length;
    }
    return new DataChangedException(
        now < length
            ? cutShort(now)
            : path + " cannot be read: " + e.getMessage() + "; is its disk still there?",
        e);
  }

  private String cutShort(long now) {
    return path
        + " was cut short while it was read, from "
        + length
        + " to "
        + now
        + " bytes; make new data in another file and move it into place";
  }
}
