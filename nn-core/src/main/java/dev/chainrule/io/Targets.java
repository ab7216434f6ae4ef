package dev.chainrule.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What stands where a file is to be written. */
final class Targets {
  private static final int MOST_LINKS = 40; // the limit of Linux

  private Targets() {}

  /**
   * Whether a file is written to as it is: a pipe and a device, and all below {@code /dev} and
   * {@code /proc}. {@code /dev/stdout} may be a regular file that others hold open.
   */
  static boolean isWrittenInPlace(Path file) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      return false;
    }
    return !Files.isRegularFile(file) || isOfTheSystem(file);
  }

  private static boolean isOfTheSystem(Path file) {
    Path at = file.toAbsolutePath().normalize();
    return (at.startsWith("/dev") && !at.startsWith("/dev/shm")) || at.startsWith("/proc");
  }

  /** What symbolic links lead to, whether it exists or not. */
  static Path behindLinks(Path file) throws IOException {
    Path at = file.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS; i++) {
      if (!Files.isSymbolicLink(at)) {
        return at;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    throw new FileSystemLoopException(file.toString());
  }

  /** Refuses a folder, a missing folder, and a file that its owner protects from writing. */
  static void checkMayBeReplaced(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "it is a folder; name a file");
    }
    if (Files.notExists(folder)) {
      throw new NoSuchFileException(
          target.toString(), null, "there is no folder " + folder + "; make it first");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
  }
}
