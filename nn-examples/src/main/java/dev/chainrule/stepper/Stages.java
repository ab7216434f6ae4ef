package dev.chainrule.stepper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The stages that were reached, as many as fit in the memory allowed, the least recently used being
 * dropped first, and traces before stages. A situation's stage is made from the one that is kept
 * with the longest beginning of its log, so that one more update, or going back, is done at once.
 * Safe for several threads: a stage that two ask for is computed by one of them, and the other
 * waits.
 *
 * <pre>{@code
 * Stages stages = new Stages();
 * Stage stage = stages.of(Situation.parse("data=spiral&log=u500"));
 * Stage next = stages.of(stage.situation().then(new Change.Updates(1)));
 * }</pre>
 */
public final class Stages {
  /** Bytes, unless said otherwise. */
  public static final long BUDGET = 160L << 20;

  /** In how many parts a long way is gone, each part's end being kept to come back to. */
  private static final int PARTS = 16;

  /** Updates that are soon taken again: nothing is kept between them. */
  private static final long SHORT = 16;

  private final long budget;
  private final Shelf shelf = new Shelf();
  private final Map<Situation, CompletableFuture<Stage>> underWay = new ConcurrentHashMap<>();

  // Guarded by this.
  private final Map<Situation, Stage> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Situation, NavigableMap<Long, Situation>> byStem = new HashMap<>();
  private final Map<Stage, Long> traces = new LinkedHashMap<>(16, 0.75f, true); // and their bytes
  private long bytes;

  /** A store of {@value #BUDGET} bytes. */
  public Stages() {
    this(BUDGET);
  }

  /** A store of about so many bytes. */
  public Stages(long budget) {
    if (budget <= 0) {
      throw new IllegalArgumentException("budget must be positive, got " + budget);
    }
    this.budget = budget;
  }

  /**
   * Keeps a table for a while; returns what a situation's {@code csv=} calls it. The same text has
   * the same name.
   *
   * @throws SituationException if it is no table, or larger than {@link Limits#CSV_BYTES}
   */
  public String keep(String csv) {
    return shelf.keep(csv);
  }

  /** A sentence on each thing in a situation's data that could have been taken in another way. */
  public List<String> remarks(Situation situation) {
    return shelf.samples(situation).remarks();
  }

  /**
   * The stage of a situation.
   *
   * @throws SituationException if there is none, with a sentence that says why and what to do
   * @throws InterruptedException if the thread is interrupted while it, or another one for it,
   *     computes; what was reached until then is kept
   */
  public Stage of(Situation situation) throws InterruptedException {
    while (true) {
      Stage kept = kept(situation);
      if (kept != null) {
        return kept;
      }
      CompletableFuture<Stage> mine = new CompletableFuture<>();
      CompletableFuture<Stage> other = underWay.putIfAbsent(situation, mine);
      if (other == null) {
        return computed(situation, mine);
      }
      Stage theirs = awaited(other);
      if (theirs != null) {
        return theirs;
      }
    }
  }

  private Stage computed(Situation situation, CompletableFuture<Stage> promise)
      throws InterruptedException {
    try {
      Stage stage = compute(situation);
      promise.complete(stage);
      return stage;
    } catch (InterruptedException | RuntimeException | Error e) {
      promise.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(situation);
    }
  }

  /** What another thread makes of it; null if that one was interrupted. */
  private static @Nullable Stage awaited(CompletableFuture<Stage> other)
      throws InterruptedException {
    try {
      return other.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      return null;
    }
  }

  private Stage compute(Situation situation) throws InterruptedException {
    Situation plain = withoutPicture(situation);
    if (!plain.equals(situation)) {
      return keep(of(plain).seenFrom(situation));
    }
    Stage stage = nearest(situation);
    stage.checkReplayable(situation.log().updates());
    for (Change change : rest(stage.situation().log(), situation.log())) {
      for (Change part : parts(change)) {
        stage = keep(stage.then(part));
      }
    }
    return stage;
  }

  private static Situation withoutPicture(Situation situation) {
    boolean drawn = !situation.get(Key.INPUT).isEmpty() || !situation.get(Key.TARGET).isEmpty();
    return drawn ? situation.with(Key.INPUT, "").with(Key.TARGET, "") : situation;
  }

  /** A long way in parts: the last ones short, since going back by a few is asked for most. */
  private static List<Change> parts(Change change) {
    if (!(change instanceof Change.Updates updates)) {
      return List.of(change);
    }
    List<Change> parts = new ArrayList<>();
    long left = updates.count();
    while (left > 0) {
      long part = Math.min(left, Math.max(SHORT, left / PARTS));
      parts.add(new Change.Updates(part));
      left -= part;
    }
    return parts;
  }

  /** What of {@code whole} comes after {@code begun}, a beginning of it. */
  private static List<Change> rest(Log begun, Log whole) {
    List<Change> rest = new ArrayList<>();
    int common = begun.stem().size();
    if (begun.lastUpdates() > 0) {
      Change.Updates updates = (Change.Updates) whole.changes().get(common);
      if (updates.count() > begun.lastUpdates()) {
        rest.add(new Change.Updates(updates.count() - begun.lastUpdates()));
      }
      common++;
    }
    rest.addAll(whole.changes().subList(common, whole.changes().size()));
    return rest;
  }

  /** The stage that is kept with the longest beginning of this log, else the start. */
  private Stage nearest(Situation situation) {
    Log log = situation.log();
    synchronized (this) {
      while (true) {
        Situation stem = situation.with(new Log(log.stem()));
        NavigableMap<Long, Situation> known = byStem.getOrDefault(stem, new TreeMap<>());
        Map.Entry<Long, Situation> best = known.floorEntry(log.lastUpdates());
        Stage stage = best == null ? null : byUse.get(best.getValue());
        if (stage != null) {
          return stage;
        }
        if (log.stem().isEmpty()) {
          break;
        }
        log = new Log(log.stem().subList(0, log.stem().size() - 1));
      }
    }
    return keep(Stage.start(situation, shelf, this::traced));
  }

  private synchronized @Nullable Stage kept(Situation situation) {
    return byUse.get(situation);
  }

  private synchronized Stage keep(Stage stage) {
    Situation situation = stage.situation();
    Stage before = byUse.put(situation, stage);
    if (before != null) {
      uncount(before);
    }
    bytes += stage.bytes();
    Log log = situation.log();
    byStem
        .computeIfAbsent(situation.with(new Log(log.stem())), unused -> new TreeMap<>())
        .put(log.lastUpdates(), situation);
    shrink(stage);
    return stage;
  }

  private synchronized void traced(Stage stage) {
    if (byUse.get(stage.situation()) == stage) { // else its trace goes when it goes
      Long before = traces.put(stage, stage.traceBytes());
      bytes += stage.traceBytes() - (before == null ? 0 : before);
      shrink(stage);
    }
  }

  /** Drops traces, which are soon made anew, before stages, which take all updates again. */
  private void shrink(Stage newest) {
    Iterator<Map.Entry<Stage, Long>> traced = traces.entrySet().iterator();
    while (bytes > budget && traced.hasNext()) {
      Map.Entry<Stage, Long> eldest = traced.next();
      if (eldest.getKey() != newest) {
        traced.remove();
        bytes -= eldest.getValue();
        eldest.getKey().dropTrace();
      }
    }
    Iterator<Stage> stages = byUse.values().iterator();
    while (bytes > budget && stages.hasNext()) {
      Stage eldest = stages.next();
      if (eldest != newest) {
        stages.remove();
        uncount(eldest);
        forget(eldest.situation());
      }
    }
  }

  private void uncount(Stage stage) {
    Long trace = traces.remove(stage);
    bytes -= stage.bytes() + (trace == null ? 0 : trace);
  }

  private void forget(Situation situation) {
    Log log = situation.log();
    Situation stem = situation.with(new Log(log.stem()));
    NavigableMap<Long, Situation> known = byStem.get(stem);
    if (known != null) {
      known.remove(log.lastUpdates());
      if (known.isEmpty()) {
        byStem.remove(stem);
      }
    }
  }

  /** About how many bytes are kept, traces among them. */
  public synchronized long bytes() {
    return bytes;
  }

  /** How many stages are kept. */
  public synchronized int size() {
    return byUse.size();
  }
}
