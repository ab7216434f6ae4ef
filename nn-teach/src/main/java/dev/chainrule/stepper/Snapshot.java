package dev.chainrule.stepper;

import dev.chainrule.nn.Loss;
import dev.chainrule.nn.Network;
import dev.chainrule.nn.Pass;
import dev.chainrule.trace.Trace;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network that a scenario leads to: its numbers, the optimizer's memory and the losses on the
 * way, after all that the log says was done. Immutable, and safe for several threads.
 *
 * <pre>{@code
 * Snapshot snapshot = Snapshot.of(Scenario.parse("data=moons&log=u12"));
 * snapshot.history(500);                              // 12 losses
 * Snapshot next = snapshot.then(new Change.Updates(1));  // one more, from here
 * }</pre>
 */
public final class Snapshot {
  private static final int UPDATES_BETWEEN_LOOKS = 16;
  private static final long OBJECTS = 2_000; // bytes of what is not numbers, about

  private final Setup setup;
  private final Scenario scenario;
  private final HeapVector theta;
  private final HeapVector memory;
  private final double rate;
  private final Map<Integer, double[]> edited;
  private final LossHistory history;
  private final Consumer<Snapshot> traced;
  private volatile @Nullable Trace trace;

  private Snapshot(
      Setup setup,
      Scenario scenario,
      HeapVector theta,
      HeapVector memory,
      double rate,
      Map<Integer, double[]> edited,
      LossHistory history,
      Consumer<Snapshot> traced) {
    this.setup = setup;
    this.scenario = scenario;
    this.theta = theta;
    this.memory = memory;
    this.rate = rate;
    this.edited = edited;
    this.history = history;
    this.traced = traced;
  }

  /**
   * The snapshot of a scenario, from its start on; {@link SnapshotCache} knows a shorter way.
   *
   * @throws ScenarioException if it cannot be, or leads to numbers that are none
   * @throws InterruptedException if the thread is interrupted
   */
  public static Snapshot of(Scenario scenario) throws InterruptedException {
    Snapshot snapshot = start(scenario, new Shelf(), unused -> {});
    for (Change change : scenario.log().changes()) {
      snapshot = snapshot.then(change);
    }
    return snapshot;
  }

  /**
   * The snapshot of a scenario before anything was done.
   *
   * @param traced is told of every snapshot, of those that follow too, of which a trace was asked
   */
  static Snapshot start(Scenario scenario, Shelf shelf, Consumer<Snapshot> traced) {
    Scenario start = scenario.with(Log.EMPTY);
    Setup setup = Setup.of(start, shelf);
    HeapVector theta = setup.firstNumbers(start);
    int slots = setup.rule(start.rate()).slots();
    INDArray memory = Nd4j.zeros(setup.type(), Math.max(1, slots * setup.layout().size()));
    return new Snapshot(
        setup,
        start,
        theta,
        HeapVector.of(memory),
        start.rate(),
        Map.of(),
        LossHistory.EMPTY,
        traced);
  }

  /**
   * The snapshot after one more change.
   *
   * @throws ScenarioException if it cannot be made here, or an update's loss is no number
   * @throws InterruptedException if the thread is interrupted; nothing is changed
   */
  public Snapshot then(Change change) throws InterruptedException {
    Scenario next = scenario.then(change);
    if (change instanceof Change.Updates updates) {
      return after(Math.toIntExact(updates.count()), next);
    }
    if (change instanceof Change.Rate set) {
      return new Snapshot(setup, next, theta, memory, set.value(), edited, history, traced);
    }
    if (change instanceof Change.Parameter set) {
      HeapVector changed = theta.with(setup.offset(set), set.value());
      return new Snapshot(setup, next, changed, memory, rate, edited, history, traced);
    }
    Map<Integer, double[]> more = edit((Change.Input) change);
    return new Snapshot(setup, next, theta, memory, rate, more, history, traced);
  }

  /** The same seen with a drawn picture in place of its batch, or without. */
  Snapshot seenFrom(Scenario other) {
    return new Snapshot(setup, other, theta, memory, rate, edited, history, traced);
  }

  private Snapshot after(int updates, Scenario next) throws InterruptedException {
    checkReplayable(updates() + updates);
    Learner learner = new Learner(this);
    double[] losses = new double[updates];
    for (int i = 0; i < updates; i++) {
      if (i % UPDATES_BETWEEN_LOOKS == 0 && Thread.interrupted()) {
        throw new InterruptedException("stopped after " + i + " of " + updates + " updates");
      }
      try {
        learner.show(this, setup.rows(updates() + i));
        losses[i] = learner.forward();
        checkLoss(losses[i], updates() + i);
        learner.learn();
      } catch (ScenarioException e) {
        throw e;
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw cannot(e);
      }
    }
    return new Snapshot(
        setup,
        next,
        HeapVector.of(learner.network().params().flat()),
        HeapVector.of(learner.optimizer().state()),
        rate,
        edited,
        history.then(losses),
        traced);
  }

  /**
   * Checks that so many updates from the start can be replayed in bearable time.
   *
   * @throws ScenarioException if not, with how many can
   */
  public void checkReplayable(long updates) {
    double each = ScenarioLimits.secondsEach(setup.batch(), setup.layout().size());
    if (updates * each > ScenarioLimits.SECONDS) {
      throw new ScenarioException(
          String.format(
                  Locale.ROOT,
                  "%s updates of %s parameters on %s rows each are too many to replay: at most %s of them;",
                  ScenarioLimits.text(updates),
                  ScenarioLimits.text(setup.layout().size()),
                  ScenarioLimits.text(setup.batch()),
                  ScenarioLimits.text((long) (ScenarioLimits.SECONDS / each)))
              + " nn train goes further");
    }
  }

  private static ScenarioException cannot(RuntimeException e) {
    return new ScenarioException(
        "this step cannot be taken: "
            + e.getMessage()
            + "; take another loss, or go back and take a smaller rate",
        e);
  }

  private static void checkLoss(double loss, long before) {
    if (!Double.isFinite(loss)) {
      throw new ScenarioException(
          String.format(
                  Locale.ROOT,
                  "after %s update%s the loss is %s, and no further update means anything: go back, or take a",
                  ScenarioLimits.text(before),
                  before == 1 ? "" : "s",
                  loss)
              + " smaller rate");
    }
  }

  private Map<Integer, double[]> edit(Change.Input change) {
    int features = setup.samples().features();
    if (change.row() >= setup.batch() || change.feature() >= features) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "%s: f0 has shape [%d, %d], its last number is f0[%d,%d]",
              change.text(),
              setup.batch(),
              features,
              setup.batch() - 1,
              features - 1));
    }
    int row = setup.rows(updates())[change.row()];
    double[] changed = input(row);
    changed[change.feature()] = change.value();
    Map<Integer, double[]> more = new HashMap<>(edited);
    more.put(row, changed);
    return Map.copyOf(more);
  }

  /** What it is the snapshot of. */
  public Scenario scenario() {
    return scenario;
  }

  /** The rows that there are to learn. */
  public Samples samples() {
    return setup.samples();
  }

  /** The loss. */
  public Loss loss() {
    return setup.loss();
  }

  /** The learning rate now: the scenario's, or the last one that its log sets. */
  public double rate() {
    return rate;
  }

  /** How many updates were taken. */
  public long updates() {
    return history.size();
  }

  /** How many updates it takes to see every row once. */
  public int epochSteps() {
    return (setup.samples().size() + setup.batch() - 1) / setup.batch();
  }

  /** At most so many losses of the updates so far, evenly, the first and the last among them. */
  public double[] history(int most) {
    return history.thinned(most);
  }

  /** A network with these numbers; a new one, of the caller's own. */
  public Network network() {
    return setup.network(theta);
  }

  /** Which rows the current batch has; none where a drawn picture takes its place. */
  public int[] rows() {
    return drawn().isPresent() ? new int[0] : setup.rows(updates());
  }

  /** The inputs of the current batch: its rows, or the drawn picture. */
  public double[][] inputs() {
    Optional<double[]> drawn = drawn();
    return drawn.isPresent()
        ? new double[][] {drawn.get()}
        : Arrays.stream(rows()).mapToObj(this::input).toArray(double[][]::new);
  }

  /**
   * What those inputs are to become: for each the index of its class, or numbers. A drawn picture
   * of which nobody said what it is, is what the network takes it for.
   */
  public double[][] targets() {
    if (drawn().isEmpty()) {
      return Arrays.stream(rows()).mapToObj(samples()::target).toArray(double[][]::new);
    }
    String target = scenario.get(Key.TARGET);
    double index = target.isEmpty() ? argMax(outputs(inputs())[0]) : Double.parseDouble(target);
    return new double[][] {{index}};
  }

  private static int argMax(double[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }

  private Optional<double[]> drawn() {
    String picture = scenario.get(Key.INPUT);
    if (picture.isEmpty()) {
      return Optional.empty();
    }
    double[] grey = Samples.decimals(Base64.getUrlDecoder().decode(picture));
    for (Change change : scenario.log().sinceUpdates()) {
      if (change instanceof Change.Input set && set.row() == 0) {
        grey[set.feature()] = set.value();
      }
    }
    return Optional.of(grey);
  }

  /**
   * What the network makes of each of these inputs: its last layer's numbers, as they are.
   *
   * @param inputs {@code [n][features]}
   * @return {@code [n][outputs]}
   */
  public double[][] outputs(double[][] inputs) {
    Learner learner = new Learner(this, inputs.length);
    Pass pass = learner.pass();
    learner.show(inputs);
    double[] flat = HeapVector.doubles(pass.forward(learner.x()));
    int columns = samples().outputs();
    double[][] rows = new double[inputs.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  /** The same read as the loss means it: a probability for each class where it has such. */
  public double[][] predictions(double[][] inputs) {
    return Arrays.stream(outputs(inputs))
        .map(output -> Meaning.of(loss(), output))
        .toArray(double[][]::new);
  }

  /**
   * The next update, equation by equation, on the current batch: of {@link Scenario} {@code s} the
   * step that leads to {@code s.then(new Change.Updates(1))}, by the same code. Of a drawn picture,
   * from which nothing is learnt, without the update. Kept for whoever asks next.
   */
  public Trace trace() {
    Trace kept = trace;
    if (kept == null) {
      synchronized (this) { // by one thread, while others wait
        kept = trace == null ? traceAnew() : trace;
        trace = kept;
      }
    }
    traced.accept(this);
    return Objects.requireNonNull(kept);
  }

  private Trace traceAnew() {
    double[][] inputs = inputs();
    double[][] targets = Arrays.stream(targets()).map(setup::asLossWants).toArray(double[][]::new);
    Learner learner = new Learner(this, inputs.length);
    learner.show(inputs, targets);
    try {
      return learner.trace(drawn().isEmpty(), rate);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw cannot(e);
    }
  }

  /** Forgets the trace; it is made again when asked for. */
  void dropTrace() {
    trace = null;
  }

  /** How many bytes its trace has that is kept now. */
  long traceBytes() {
    Trace kept = trace;
    return kept == null ? 0 : kept.bytes();
  }

  /** About how many bytes it keeps alone, its trace apart. */
  public long bytes() {
    long edits = (long) edited.size() * (8L * samples().features() + 100);
    long text = 8L * scenario.characters(); // as keys and values, and as the log's changes
    long rows =
        samples().ownBytes(); // shared by some, and counted for all: rather too few snapshots
    return OBJECTS + theta.bytes() + memory.bytes() + history.ownBytes() + edits + text + rows;
  }

  Setup setup() {
    return setup;
  }

  HeapVector theta() {
    return theta;
  }

  HeapVector memory() {
    return memory;
  }

  /** Row {@code row} of the data, as it is now; a new array. */
  public double[] input(int row) {
    double[] changed = edited.get(row);
    return changed == null ? samples().input(row) : changed.clone();
  }
}
