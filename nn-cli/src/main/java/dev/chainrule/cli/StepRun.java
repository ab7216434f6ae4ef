package dev.chainrule.cli;

import dev.chainrule.data.CsvText;
import dev.chainrule.data.DataFormatException;
import dev.chainrule.kernel.BlasThreads;
import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.ScenarioException;
import dev.chainrule.stepper.ScenarioLimits;
import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.stepper.terminal.Conversation;
import dev.chainrule.stepper.terminal.Exports;
import dev.chainrule.stepper.terminal.Prompt;
import dev.chainrule.stepper.terminal.Session;
import dev.chainrule.web.Access;
import dev.chainrule.web.Browser;
import dev.chainrule.web.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code nn step} does; apart from its options, so that help needs none of it. */
final class StepRun {
  private static final long LOOK = 100; // milliseconds from Ctrl-C to the end

  private final SnapshotCache snapshots = new SnapshotCache();
  private final int digits;
  private Scenario scenario = Scenario.parse("");

  StepRun(int digits) {
    this.digits = digits;
  }

  /** Takes what was said. */
  void begin(String query, Map<String, String> options, @Nullable Path csv) throws IOException {
    BlasThreads.set(1); // threads that wait for small work cost more than they do
    Map<Key, String> given = new EnumMap<>(Key.class);
    options.forEach((key, value) -> given.put(Key.named(key), value));
    if (csv != null) {
      given.putIfAbsent(Key.DATA, "csv");
      given.put(Key.CSV, table(csv));
    }
    scenario = Scenario.parse(query).with(given);
    StepEffects.check(scenario, given);
    snapshots.remarks(scenario).forEach(remark -> System.err.println("nn: " + remark));
  }

  /** The table itself where an address can hold it, else what it is kept under. */
  private String table(Path file) throws IOException {
    if (Files.size(file) > ScenarioLimits.CSV_BYTES) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "%s has %s bytes, more than %s: take some of its rows",
              file,
              ScenarioLimits.text(Files.size(file)),
              ScenarioLimits.text(ScenarioLimits.CSV_BYTES)));
    }
    try {
      CsvText csv = CsvText.of(Files.readAllBytes(file));
      csv.remark().ifPresent(remark -> System.err.println("nn: " + remark));
      String text = csv.text();
      return text.length() <= ScenarioLimits.CSV_CHARACTERS ? text : snapshots.keep(text);
    } catch (DataFormatException | ScenarioException e) {
      throw new ScenarioException(file + ": " + e.getMessage(), e);
    }
  }

  private Session session() throws InterruptedException {
    return new Session(snapshots, scenario, digits);
  }

  int walk() throws InterruptedException {
    System.out.print(session().walk());
    return 0;
  }

  int export(Path file) throws IOException, InterruptedException {
    Exports.of(file); // before anything is computed
    Exports.write(snapshots.of(scenario), file);
    System.out.println("Written: " + file);
    return 0;
  }

  /** At a terminal by a prompt, else a command a line. */
  int talk() throws IOException, InterruptedException {
    Session session = session();
    if (Terminal.isInteractive()) {
      new Prompt(session).run();
      return 0;
    }
    Conversation conversation = new Conversation(session, writer(System.out), writer(System.err));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return conversation.read(commands) == 0 ? 0 : 1;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  /**
   * Serves the page until Ctrl-C.
   *
   * @param otherPort whether another port will do where this one is taken
   */
  int serve(Access access, boolean otherPort, boolean opensBrowser) throws InterruptedException {
    snapshots.of(scenario); // a mistake is better told here than on the page
    try (WebServer server = server(access, otherPort);
        GracefulStop stop = new GracefulStop()) {
      String query = scenario.query();
      URI page = URI.create(server.uri() + (query.isEmpty() ? "" : "?" + query));
      System.out.println("The page is at " + page);
      if (!access.allowedHosts().isEmpty()) {
        System.out.println("It also answers to " + String.join(", ", access.allowedHosts()) + ".");
      }
      if (!access.isLocal()) {
        System.out.println(
            "Whoever can reach "
                + access.host()
                + " of this machine may use it, without a password.");
      }
      System.out.println("Ctrl-C ends it.");
      System.out.flush();
      if (opensBrowser && !Browser.open(page)) {
        System.out.println("No browser was found: open that address in one.");
      }
      while (!stop.asked()) {
        Thread.sleep(LOOK);
      }
    }
    return 0;
  }

  private WebServer server(Access access, boolean otherPort) {
    try {
      return WebServer.start(access, snapshots);
    } catch (IllegalStateException e) { // another page has it
      if (otherPort) {
        return WebServer.start(access.withPort(0), snapshots);
      }
      throw e;
    }
  }
}
