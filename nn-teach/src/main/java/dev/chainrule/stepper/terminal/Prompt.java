package dev.chainrule.stepper.terminal;

import dev.chainrule.stepper.Key;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/**
 * Leads a {@link Session} at a terminal: a prompt with the number of the step, the arrow keys for
 * what was said before, the tab key for words and names. Ctrl-C ends an update that takes long, and
 * at the prompt it leaves, as Ctrl-D does.
 */
public final class Prompt {
  private final Session session;

  /** For this walk. */
  public Prompt(Session session) {
    this.session = session;
  }

  /** Talks until the session is left. */
  public void run() throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      run(terminal);
    }
  }

  /** The same at this terminal. */
  void run(Terminal terminal) {
    DefaultParser parser =
        new DefaultParser(); // a quotation mark or a backslash is nothing special
    parser.setQuoteChars(new char[0]);
    parser.setEscapeChars(new char[0]);
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(parser)
            .completer((unused, line, candidates) -> complete(line, candidates))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    Conversation conversation = new Conversation(session, terminal.writer(), terminal.writer());
    terminal.writer().print(session.introduction());
    terminal.writer().println("Enter computes the next step; help lists what else there is.");
    terminal.writer().flush();
    while (!session.isOver()) {
      String line;
      try {
        line =
            reader.readLine(
                String.format(Locale.ROOT, "[%d/%d] > ", session.step(), session.steps()));
      } catch (UserInterruptException | EndOfFileException e) {
        return;
      }
      run(line, conversation, terminal);
    }
  }

  /** While a command runs, Ctrl-C interrupts it. */
  private static void run(String line, Conversation conversation, Terminal terminal) {
    Thread worker = Thread.currentThread();
    SignalHandler before = terminal.handle(Signal.INT, signal -> worker.interrupt());
    try {
      conversation.run(line);
    } catch (InterruptedException e) {
      conversation.tell(String.valueOf(e.getMessage()));
    } finally {
      terminal.handle(Signal.INT, before);
      Thread.interrupted(); // it may have come when the command was done
    }
  }

  private void complete(ParsedLine line, List<Candidate> candidates) {
    if (line.wordIndex() == 0) {
      Verb.words().forEach(word -> candidates.add(new Candidate(word)));
      return;
    }
    if ("choose".startsWith(line.words().get(0))) {
      Arrays.stream(Key.values()).forEach(key -> candidates.add(candidate(key.key() + "=")));
      return;
    }
    session.names().forEach(name -> candidates.add(candidate(name)));
  }

  /** Without a space behind it: an index or a value follows. */
  private static Candidate candidate(String text) {
    return new Candidate(text, text, null, null, null, null, false);
  }
}
