package dev.chainrule.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes sentences for people out of exceptions, some of whose messages are file names alone. */
final class Sentences {
  private Sentences() {}

  static String of(Throwable thrown) {
    Throwable e = thrown;
    while (e instanceof picocli.CommandLine.ExecutionException && e.getCause() != null) {
      e = e.getCause();
    }
    if (e instanceof RunFailure failure) {
      String why = of(Objects.requireNonNull(failure.getCause()));
      return why + (why.endsWith(".") ? " " : ". ") + failure.kept();
    }
    if (e instanceof OutOfMemoryError || String.valueOf(e.getMessage()).contains("bad_alloc")) {
      return "there is not enough memory for this; take smaller layers, batches or data, or, if it"
          + " is Java's own that is short, NN_JAVA_OPTS=-Xmx8g";
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + reason(file);
    }
    @Nullable String message = e.getMessage();
    boolean expected =
        e instanceof java.io.IOException
            || e instanceof java.io.UncheckedIOException
            || e instanceof IllegalArgumentException
            || e instanceof IllegalStateException
            || (e instanceof ArithmeticException && !"/ by zero".equals(message))
            || e instanceof UnsupportedOperationException
            || e instanceof picocli.CommandLine.PicocliException;
    if (expected && message != null && !message.isBlank()) {
      return message;
    }
    return "unexpected "
        + e.getClass().getSimpleName()
        + (message == null ? "" : ": " + message)
        + ". This is a fault of the program; --stacktrace shows where it arose.";
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    return "the file system refuses";
  }
}
