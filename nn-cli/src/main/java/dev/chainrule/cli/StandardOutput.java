package dev.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** What it means that standard output could not be written. */
final class StandardOutput {
  /** The exit code of programs that write to a pipe whose reader has gone: 128 + SIGPIPE. */
  static final int READER_HAS_GONE = 141;

  private static final int TYPE = 0170000; // of a file, in its mode: see inode(7)
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private StandardOutput() {}

  /**
   * Ends a command that has done its work, but whose output was not all written. A pipe that nobody
   * reads any more ({@code nn eval … | head -4}) is what its reader wanted, and no error to speak
   * of.
   *
   * @throws CommandLine.ExecutionException for anything else, such as a full disk
   */
  static int afterError(CommandLine line) {
    if (isPipe()) {
      return READER_HAS_GONE;
    }
    throw new CommandLine.ExecutionException(
        line, "standard output cannot be written; is the disk full?");
  }

  /** A pipe cannot be full for ever: where it fails, its reader has gone. */
  private static boolean isPipe() {
    try {
      int mode = (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode");
      return (mode & TYPE) == PIPE || (mode & TYPE) == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // Windows has no such names
    }
  }
}
