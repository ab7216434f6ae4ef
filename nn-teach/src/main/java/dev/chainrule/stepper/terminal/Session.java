package dev.chainrule.stepper.terminal;

import dev.chainrule.diff.NumberStyle;
import dev.chainrule.stepper.Change;
import dev.chainrule.stepper.Key;
import dev.chainrule.stepper.Log;
import dev.chainrule.stepper.Scenario;
import dev.chainrule.stepper.ScenarioException;
import dev.chainrule.stepper.ScenarioLimits;
import dev.chainrule.stepper.Snapshot;
import dev.chainrule.stepper.SnapshotCache;
import dev.chainrule.trace.Phase;
import dev.chainrule.trace.Step;
import dev.chainrule.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A walk through the steps of a scenario: takes a command, gives the text to show. For one thread;
 * interrupting it ends an update that takes long.
 *
 * <pre>{@code
 * Session session = new Session(new SnapshotCache(), Scenario.parse(""), 6);
 * session.run("next");          // Step 1 of 18: forward, layer 1 …
 * session.run("set A0[0,0]=1");
 * session.scenario().query();  // log=A0%5B0,0%5D=1
 * }</pre>
 */
public final class Session {
  /** Updates after which an interrupted run leaves off. */
  private static final long PART = 64;

  private final SnapshotCache snapshots;
  private Snapshot snapshot;
  private int step;
  private NumberStyle numbers;
  private boolean isOver;

  /**
   * A walk that begins before the first step.
   *
   * @param digits how many are shown, 1 to 17
   * @throws ScenarioException if there is no such scenario
   */
  public Session(SnapshotCache snapshots, Scenario scenario, int digits)
      throws InterruptedException {
    this.snapshots = snapshots;
    this.numbers = new NumberStyle(digits);
    this.snapshot = snapshots.of(scenario);
    trace();
  }

  /** Where the walk is. */
  public Scenario scenario() {
    return snapshot.scenario();
  }

  /** How many steps are done. */
  public int step() {
    return step;
  }

  /** How many there are. */
  public int steps() {
    return trace().steps().size();
  }

  /** Whether it was left. */
  public boolean isOver() {
    return isOver;
  }

  private Trace trace() {
    return snapshot.trace();
  }

  private StepView view() {
    return new StepView(trace(), step, new ArrayView(numbers));
  }

  /** What is learnt, by what, and how it begins. */
  public String introduction() {
    return new ScenarioView(snapshot, numbers).introduction();
  }

  /** All steps with all their numbers. */
  public String walk() {
    return view().walk();
  }

  /** The names of the arrays that there are, for completion. */
  public List<String> names() {
    return List.copyOf(trace().values().keySet());
  }

  /**
   * Does what a line says; an empty one is {@code next}.
   *
   * @return what is to be shown, each line with its end
   * @throws ScenarioException if it cannot be done, with a sentence that says why
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the thread is interrupted while it updates; what was done until
   *     then is kept, and the message says how much
   */
  public String run(String line) throws IOException, InterruptedException {
    String text = line.strip();
    if (text.isEmpty()) {
      return go(step + 1L);
    }
    if (text.matches("[0-9]+")) {
      return go(whole("step", text, 0, Integer.MAX_VALUE));
    }
    String[] words = text.split("\\s+", 2);
    Verb verb = Verb.of(words[0]);
    return run(verb, words.length > 1 ? words[1].strip() : "");
  }

  private String run(Verb verb, String rest) throws IOException, InterruptedException {
    return switch (verb) {
      case NEXT -> go(step + 1L);
      case BACK -> go(step - 1L);
      case STEP -> rest.isEmpty() ? view().text() : go(whole("step", rest, 0, Integer.MAX_VALUE));
      case LAYER -> layer(rest);
      case FIRST -> go(0);
      case LAST -> go(steps());
      case ZOOM -> rest.isEmpty() ? view().text() : new ZoomView(view()).of(spot(rest));
      case SHOW -> show(rest);
      case LIST -> view().list();
      case SET -> set(rest);
      case RATE -> rest.isEmpty() ? "rate " + numbers.of(snapshot.rate()) + "\n" : rate(rest);
      case UPDATE -> update(rest.isEmpty() ? 1 : whole("updates", rest, 1, ScenarioLimits.UPDATES));
      case EPOCH -> epoch(rest);
      case UNDO -> undo();
      case REWIND -> start(scenario().with(Log.EMPTY), "The first weights again.\n");
      case FORWARD -> new ZoomView(view()).forward(spot(rest));
      case LEDGER -> new ZoomView(view()).ledger();
      case CHOOSE -> choose(rest);
      case DIGITS -> digits(rest);
      case WHERE -> where();
      case EXPORT -> export(rest);
      case HELP -> Verb.table();
      case QUIT -> {
        isOver = true;
        yield "";
      }
    };
  }

  // ---- moving

  private String go(long to) {
    if (to > steps()) {
      boolean isThere = step == steps();
      throw new ScenarioException(
          isThere
              ? "this was the last step; update takes it for good, first begins again"
              : String.format(Locale.ROOT, "there are steps 1 to %d, got %d", steps(), to));
    }
    if (to < 0) {
      throw new ScenarioException("nothing is computed yet; next computes the first step");
    }
    step = (int) to;
    return view().text();
  }

  private String layer(String rest) {
    String[] words = rest.split("\\s+", -1);
    long layer = whole("layer", words[0], 1, trace().layers().size());
    boolean isBack = words.length > 1 && "back".startsWith(words[1].toLowerCase(Locale.ROOT));
    if (words.length > 2 || (words.length == 2 && !isBack)) {
      throw new ScenarioException("expected layer 2, or layer 2 back; got layer " + rest);
    }
    Phase phase = isBack ? Phase.BACKWARD : Phase.FORWARD;
    return go(
        trace().steps().stream()
            .filter(s -> s.phase() == phase && s.layer() == layer - 1)
            .mapToInt(Step::number)
            .min()
            .orElseThrow());
  }

  // ---- looking

  private Spot spot(String text) {
    if (text.isEmpty()) {
      throw new ScenarioException("say of what, as in A0[0,0]; list shows what there is");
    }
    return Spot.of(trace(), text);
  }

  private String show(String rest) {
    StepView exact = new StepView(trace(), step, new ArrayView(new NumberStyle(NumberStyle.ALL)));
    Spot spot = spot(rest);
    if (!spot.isNumber() || spot.index().isEmpty()) {
      return exact.arrays().of(spot.value(), exact.knows(spot.value()), "  ");
    }
    double value = spot.value().at(spot.at());
    return String.format(
        Locale.ROOT, "  %s = %s\n", spot, exact.arrays().number(value, exact.knows(spot.value())));
  }

  private String digits(String rest) {
    numbers = new NumberStyle((int) whole("digits", rest, 1, NumberStyle.ALL));
    return view().text();
  }

  private String where() {
    String query = scenario().query();
    return query.isEmpty() ? "nn step\n" : "nn step \"" + query + "\"\n";
  }

  private String export(String rest) throws IOException, InterruptedException {
    if (rest.isEmpty()) {
      throw new ScenarioException("export wants a file: export walk.txt, .md, .json or .html");
    }
    Path file = Path.of(unquoted(rest));
    Exports.write(snapshot, file);
    return "Written: " + file + "\n";
  }

  private static String unquoted(String text) {
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }

  // ---- changing

  private String set(String rest) throws InterruptedException {
    String assignment = rest.replaceFirst("\\]\\s+(?=[-+.0-9])", "]=");
    if (!assignment.contains("[") || !assignment.contains("=")) {
      throw new ScenarioException("say which number is what: set A0[0,1]=0.3, set f0[0,0]=1");
    }
    int end = assignment.indexOf('=');
    Spot spot = spot(assignment.substring(0, end));
    String place =
        spot.index().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    String name = spot.value().name();
    return changed(Change.parse(name + place + "=" + assignment.substring(end + 1).strip()));
  }

  private String rate(String rest) throws InterruptedException {
    return changed(Change.parse("rate=" + rest.replaceFirst("^=\\s*", "")));
  }

  /** Steps come out otherwise; the walk stays at the same one. */
  private String changed(Change change) throws InterruptedException {
    goTo(snapshots.of(scenario().then(change)));
    step = Math.min(step, steps());
    return view().text();
  }

  private String epoch(String rest) throws InterruptedException {
    long epochs = rest.isEmpty() ? 1 : whole("epochs", rest, 1, ScenarioLimits.UPDATES);
    return update(epochs * snapshot.epochSteps());
  }

  private String update(long count) throws InterruptedException {
    scenario().then(new Change.Updates(count)); // either says at once if they are too many
    snapshot.checkReplayable(snapshot.updates() + count);
    long done = 0;
    Snapshot before = snapshot;
    step = 0;
    try {
      while (done < count) {
        long now = Math.min(PART, count - done);
        snapshot = snapshots.of(scenario().then(new Change.Updates(now)));
        done += now;
      }
    } catch (InterruptedException e) {
      throw new InterruptedException(
          String.format(
              Locale.ROOT,
              "stopped after %s of %s updates",
              ScenarioLimits.text(done),
              ScenarioLimits.text(count)));
    } finally {
      Snapshot reached = snapshot;
      snapshot = before;
      goTo(reached); // also where it was stopped: what was done until then is kept
    }
    double[] history = snapshot.history(2);
    return String.format(
        Locale.ROOT,
        "Update %s: L was %s\n",
        ScenarioLimits.text(snapshot.updates()),
        numbers.of(history[history.length - 1]));
  }

  private String undo() throws InterruptedException {
    List<Change> changes = scenario().log().changes();
    if (changes.isEmpty()) {
      throw new ScenarioException("nothing was changed yet");
    }
    Change last = changes.get(changes.size() - 1);
    Log log = new Log(changes.subList(0, changes.size() - 1));
    if (last instanceof Change.Updates updates && updates.count() > 1) {
      log = log.then(new Change.Updates(updates.count() - 1));
    }
    return start(
        scenario().with(log),
        "Taken back: " + (last instanceof Change.Updates ? "one update" : last.text()) + "\n");
  }

  private String choose(String rest) throws InterruptedException {
    if (rest.isEmpty()) {
      return new ScenarioView(snapshot, numbers).keys();
    }
    Map<Key, String> chosen = new EnumMap<>(Key.class);
    for (String word : rest.split("\\s+", -1)) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new ScenarioException(
            String.format(
                Locale.ROOT,
                "expected KEY=VALUE, as in choose act=tanh, got %s; choose alone lists the keys",
                word));
      }
      chosen.put(Key.named(word.substring(0, equals)), word.substring(equals + 1));
    }
    goTo(snapshots.of(scenario().with(Log.EMPTY).with(chosen)));
    step = 0;
    return introduction();
  }

  private String start(Scenario from, String said) throws InterruptedException {
    goTo(snapshots.of(from));
    step = 0;
    return said;
  }

  /** To another snapshot, unless it has a step that cannot be taken: then nothing is changed. */
  private void goTo(Snapshot next) {
    next.trace();
    snapshot = next;
  }

  private static long whole(String what, String text, long least, long most) {
    if (text.matches("[0-9]{1,15}")) {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw new ScenarioException(
        String.format(
            Locale.ROOT,
            "%s wants a whole number from %s%s, got %s",
            what,
            ScenarioLimits.text(least),
            most == Integer.MAX_VALUE ? " on" : " to " + ScenarioLimits.text(most),
            text.isEmpty() ? "nothing" : "\"" + text + "\""));
  }
}
