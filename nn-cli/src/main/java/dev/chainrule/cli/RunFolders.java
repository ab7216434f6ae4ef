package dev.chainrule.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Folders for runs, none of which two runs share. */
final class RunFolders {
  private static final Path RUNS = Path.of("runs");
  private static final int MOST = 10_000; // in one second

  private RunFolders() {}

  /** A new folder named after the data and the time, of which no other run knows. */
  static RunFolder unused(String data) throws IOException {
    String time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    return RunFolder.create(unused(RUNS, data + "-" + time));
  }

  /** Makes {@code parent/name}, or the first of {@code name-2}, {@code name-3} … not there. */
  static Path unused(Path parent, String name) throws IOException {
    RunFolder.create(parent);
    for (int i = 1; i < MOST; i++) {
      Path folder = parent.resolve(i == 1 ? name : name + "-" + i);
      if (isMade(folder)) {
        return folder;
      }
    }
    throw new IOException(parent.resolve(name) + ": too many of this name; choose one with --out");
  }

  /** Makes a folder, unless another process was first. */
  private static boolean isMade(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * A folder that the user named.
   *
   * @param force whether what an earlier run left there may be written over
   * @throws IOException if there is such, and it may not
   */
  static RunFolder named(Path folder, boolean force) throws IOException {
    RunFolder run = RunFolder.create(folder);
    if (!force && run.hasRun()) {
      throw new IOException(
          folder
              + " has a run already ("
              + String.join(", ", run.present())
              + "); choose another folder with --out, or write over it with --force");
    }
    return run;
  }
}
