package dev.chainrule.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why reading or writing a file failed, in words. */
public final class Reason {
  private Reason() {}

  /**
   * The reason alone, without the name of the file, which the exceptions of Java's files put into
   * their messages or leave as all there is of them: {@code No space left on device}.
   */
  public static String of(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    if (e instanceof NotDirectoryException) {
      return "part of its path is a file, not a folder";
    }
    if (e instanceof FileSystemLoopException) {
      return "its symbolic links go in a circle";
    }
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
