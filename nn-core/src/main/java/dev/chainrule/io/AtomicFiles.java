package dev.chainrule.io;

import dev.chainrule.io.AtomicFile.Writing;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that belong together: each to a temporary file, as {@link AtomicFile} does, and when
 * all are whole, {@link #commit} moves them into place one after the other. Until then, and if one
 * of them cannot be written, every target is as it was.
 *
 * <pre>{@code
 * try (AtomicFiles files = new AtomicFiles()) {
 *   files.write(images, out -> ...);
 *   files.write(labels, out -> ...);
 *   files.commit();
 * }
 * }</pre>
 *
 * <p>Moving is quick but not one step: whoever kills the program between two moves leaves a new
 * file beside an old one, each of them whole. A device or a pipe is written to at once.
 */
public final class AtomicFiles implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final List<Step> steps = new ArrayList<>();
  private int done;

  /** Nothing to write yet. */
  public AtomicFiles() {}

  /**
   * What {@link #commit} does to one target.
   *
   * @param file as the caller named it, for messages
   * @param target what is replaced, behind all links
   * @param temporary what takes its place, or null where the target is deleted
   */
  private record Step(Path file, Path target, @Nullable Path temporary) {}

  /**
   * Writes a file's new content beside it. Its folder must exist.
   *
   * @throws IOException if it cannot be written, or whatever {@code writing} throws
   */
  public void write(Path file, Writing writing) throws IOException {
    if (Targets.isWrittenInPlace(file)) {
      try (WatchedOutput out = WatchedOutput.of(inPlace(file))) {
        run(file, out, writing, "part of it may have been written");
      }
      return;
    }
    Path target;
    Path temporary;
    try {
      target = Targets.behindLinks(file);
      Targets.checkMayBeReplaced(target);
      Temporary.clearStrays(target);
      temporary = Temporary.create(target);
    } catch (IOException e) {
      throw failure(file, e, kept(file));
    }
    steps.add(new Step(file, target, temporary));
    try (WatchedOutput out = WatchedOutput.of(Temporary.open(temporary))) {
      run(file, out, writing, kept(file));
    }
  }

  /** Writes a file of text in UTF-8. */
  public void writeString(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Has a file deleted, if it is there, when the others are moved into place. */
  public void delete(Path file) {
    steps.add(new Step(file, file, null));
  }

  private static OutputStream inPlace(Path file) throws IOException {
    try {
      return Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failure(file, e, "nothing was written");
    }
  }

  /** The writing's own failures pass as they are; those of the disk are put into words. */
  private static void run(Path file, WatchedOutput out, Writing writing, String kept)
      throws IOException {
    OutputStream buffered =
        new BufferedOutputStream(out, BUFFER) {
          @Override
          public void close() throws IOException {
            flush(); // a packing stream above closes this one, and what it wrote is not forced yet
          }
        };
    try {
      writing.to(buffered);
      buffered.flush();
      out.force();
      out.close(); // here, since some drives speak of a full disk only now
    } catch (IOException e) {
      IOException cause = out.failure();
      throw cause == null ? e : failure(file, cause, kept);
    }
    IOException swallowed = out.failure();
    if (swallowed != null) {
      throw failure(file, swallowed, kept);
    }
  }

  /**
   * Moves all files into place, in the order in which they were written.
   *
   * @throws IOException if one cannot be moved; the message says which are new and which as before
   */
  public void commit() throws IOException {
    for (; done < steps.size(); done++) {
      Step step = steps.get(done);
      try {
        if (step.temporary() == null) {
          Files.deleteIfExists(step.target());
        } else {
          Temporary.moveIntoPlace(step.temporary(), step.target());
        }
      } catch (IOException e) {
        String kept = kept(step.file());
        if (done > 0) {
          kept += "; already in place: " + names(steps.subList(0, done));
        }
        throw failure(step.file(), e, kept);
      }
    }
  }

  private static String names(List<Step> steps) {
    return steps.stream().map(step -> step.file().toString()).collect(Collectors.joining(", "));
  }

  private static String kept(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? file + " is as it was"
        : "nothing was written";
  }

  private static IOException failure(Path file, IOException cause, String kept) {
    return new IOException(file + " cannot be written: " + Reason.of(cause) + "; " + kept, cause);
  }

  /** Deletes the temporary files that were not moved into place. */
  @Override
  public void close() throws IOException {
    for (; done < steps.size(); done++) {
      Path temporary = steps.get(done).temporary();
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
