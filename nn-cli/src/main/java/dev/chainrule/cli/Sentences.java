package dev.chainrule.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes sentences for people out of exceptions, some of whose messages are file names alone. */
final class Sentences {
  private Sentences() {}

  /** The sentence, fit for a terminal whatever names it quotes. */
  static String of(Throwable thrown) {
    return Plain.message(raw(thrown));
  }

  private static String raw(Throwable thrown) {
    Throwable e = thrown;
    while (e instanceof picocli.CommandLine.ExecutionException && e.getCause() != null) {
      e = e.getCause();
    }
    if (e instanceof RunFailure run) {
      String why = of(Objects.requireNonNull(run.getCause()));
      return why + (why.endsWith(".") ? " " : ". ") + run.kept();
    }
    Optional<String> failure = Failures.sentence(e);
    if (failure.isPresent()) {
      return failure.get();
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
