package dev.chainrule.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a file as a whole or not at all: whoever looks, and whenever the program or the machine
 * stops, finds the old file or the new one, never a part.
 *
 * <pre>{@code
 * AtomicFile.writeString(Path.of("config.json"), text);
 * AtomicFile.write(Path.of("model.bin"), out -> out.write(bytes));
 * }</pre>
 *
 * <p>The bytes go to a temporary file beside the target, are forced to the disk, and the file is
 * moved into place. What stands there keeps its permissions, its owner where that is allowed, and
 * the symbolic links that lead to it. An interrupt of the thread does not stop the writing. A
 * device, a pipe and what is named below {@code /dev} or {@code /proc} are written to as they are.
 *
 * <p>The temporary file's name tells its writer, so that one whose writer is dead is deleted when
 * its target is written the next time. {@link AtomicFiles} writes several files that belong
 * together.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Writing {
    /**
     * Writes all bytes.
     *
     * @param out buffered; may be closed or left open
     */
    void to(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, over one that is there. Its folder must exist.
   *
   * @throws IOException if it cannot be written, naming the file, the reason and what was kept; or
   *     whatever {@code writing} throws, and the file is then as it was
   */
  public static void write(Path file, Writing writing) throws IOException {
    try (AtomicFiles files = new AtomicFiles()) {
      files.write(file, writing);
      files.commit();
    }
  }

  /**
   * Writes a file of text in UTF-8, over one that is there. Its folder must exist.
   *
   * @throws IOException if it cannot be written, naming the file, the reason and what was kept
   */
  public static void writeString(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
