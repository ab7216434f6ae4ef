package dev.chainrule.io;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The temporary file beside a target: {@code model.safetensors.<writer>.<random>.tmp}, where the
 * {@link Writer} is the process that made it.
 */
final class Temporary {
  private static final String END = ".tmp";
  private static final int LONGEST_NAME = 150; // of 255 bytes, since the writer's name follows

  /** A temporary file of an unknown writer that nobody touched for this long is a dead one's. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private Temporary() {}

  /** Makes the file, empty, with the permissions and the owner of the target if there is one. */
  static Path create(Path target) throws IOException {
    Path temporary =
        target.resolveSibling(
            beginning(target)
                + Writer.ofThisProcess().name()
                + "."
                + UUID.randomUUID().toString().substring(0, 8)
                + END);
    // Not createTempFile, whose files only their owner may read.
    Files.createFile(temporary);
    if (Files.exists(target)) {
      copyRights(target, temporary);
    }
    return temporary;
  }

  private static String beginning(Path target) {
    String name = String.valueOf(target.getFileName());
    boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    return (fits ? name : Integer.toHexString(name.hashCode())) + ".";
  }

  private static void copyRights(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view == null) { // Windows: files inherit from their folder
      return;
    }
    PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
    PosixFileAttributes own = view.readAttributes();
    try {
      if (!old.group().equals(own.group())) {
        view.setGroup(old.group());
      }
      if (!old.owner().equals(own.owner())) {
        view.setOwner(old.owner());
      }
    } catch (IOException e) {
      // Only root may give files away; the file is then its writer's.
    }
    view.setPermissions(old.permissions());
  }

  /**
   * Opens the file. Not by way of a channel, which an interrupt of the thread would close in the
   * middle of the writing.
   */
  static OutputStream open(Path temporary) throws IOException {
    return temporary.getFileSystem() == FileSystems.getDefault()
        ? new FileOutputStream(temporary.toFile())
        : Files.newOutputStream(temporary, StandardOpenOption.WRITE);
  }

  static void moveIntoPlace(Path temporary, Path target) throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) { // some network drives
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes what dead writers left beside a target; what cannot be deleted stays. */
  static void clearStrays(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    String beginning = beginning(target);
    try (DirectoryStream<Path> strays =
        Files.newDirectoryStream(
            folder, file -> isTemporary(String.valueOf(file.getFileName()), beginning))) {
      for (Path stray : strays) {
        if (isForsaken(stray, beginning)) {
          Files.deleteIfExists(stray);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // A folder that may be written but not listed, or a file of somebody else's.
    }
  }

  private static boolean isTemporary(String name, String beginning) {
    return name.startsWith(beginning)
        && name.endsWith(END)
        && name.length() > beginning.length() + END.length()
        && Writer.isName(writerIn(name, beginning));
  }

  private static String writerIn(String name, String beginning) {
    String middle = name.substring(beginning.length(), name.length() - END.length());
    int dot = middle.lastIndexOf('.');
    return dot < 0 ? "" : middle.substring(0, dot);
  }

  private static boolean isForsaken(Path stray, String beginning) throws IOException {
    if (!Files.isRegularFile(stray, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Writer writer = Writer.named(writerIn(String.valueOf(stray.getFileName()), beginning));
    if (writer.isOfThisMachine()) {
      return !writer.isAlive();
    }
    Instant touched = Files.getLastModifiedTime(stray).toInstant();
    return touched.isBefore(Instant.now().minus(FORGOTTEN));
  }
}
