package dev.chainrule.stepper.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;

/**
 * Leads a {@link Session}: reads lines, writes what they give. Here from a file or a pipe, a
 * command a line, without a prompt and without echo; {@link Prompt} does it at a terminal.
 *
 * @param session the walk
 * @param out for what is shown
 * @param err for what cannot be done
 */
public record Conversation(Session session, PrintWriter out, PrintWriter err) {
  /**
   * Reads commands until they end, or one of them is {@code quit}. Lines may end as on Windows;
   * what follows a {@code #} is a remark.
   *
   * @return how many could not be done
   */
  public int read(BufferedReader commands) throws IOException, InterruptedException {
    int failures = 0;
    String line = commands.readLine();
    while (line != null) {
      if (!line.strip().startsWith("#")) {
        failures += run(line) ? 0 : 1;
      }
      line = session.isOver() ? null : commands.readLine();
    }
    return failures;
  }

  /**
   * Runs one command; what cannot be done is told.
   *
   * @return whether it could
   */
  boolean run(String line) throws InterruptedException {
    try {
      out.print(session.run(line));
      out.flush();
      return true;
    } catch (FileSystemException e) {
      return tell(
          e.getFile()
              + ": cannot be written"
              + (e.getReason() == null ? "" : ", " + e.getReason()));
    } catch (IOException
        | IllegalArgumentException
        | ArithmeticException
        | IllegalStateException e) {
      return tell(String.valueOf(e.getMessage()));
    }
  }

  boolean tell(String sentence) {
    out.flush();
    err.println("nn: " + sentence + (sentence.endsWith("?") ? "" : "."));
    err.flush();
    return false;
  }
}
