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
 * The snapshots that were reached, as many as fit in the memory allowed, the least recently used
 * being dropped first, and traces before snapshots. A scenario's snapshot is made from the one that
 * is kept with the longest beginning of its log, so that one more update, or going back, is done at
 * once. Safe for several threads: a snapshot that two ask for is computed by one of them, and the
 * other waits.
 *
 * <pre>{@code
 * SnapshotCache snapshots = new SnapshotCache();
 * Snapshot snapshot = snapshots.of(Scenario.parse("data=spiral&log=u500"));
 * Snapshot next = snapshots.of(snapshot.scenario().then(new Change.Updates(1)));
 * }</pre>
 */
public final class SnapshotCache {
  /** Bytes, unless said otherwise. */
  public static final long BUDGET = 160L << 20;

  /** In how many parts a long way is gone, each part's end being kept to come back to. */
  private static final int PARTS = 16;

  /** Updates that are soon taken again: nothing is kept between them. */
  private static final long SHORT = 16;

  private final long budget;
  private final Shelf shelf = new Shelf();
  private final Map<Scenario, CompletableFuture<Snapshot>> underWay = new ConcurrentHashMap<>();

  // Guarded by this.
  private final Map<Scenario, Snapshot> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Scenario, NavigableMap<Long, Scenario>> byStem = new HashMap<>();
  private final Map<Snapshot, Long> traces =
      new LinkedHashMap<>(16, 0.75f, true); // and their bytes
  private long bytes;

  /** A store of {@value #BUDGET} bytes. */
  public SnapshotCache() {
    this(BUDGET);
  }

  /**
   * A store that drops what was not used for longest once it holds more than about this many bytes.
   */
  public SnapshotCache(long budget) {
    if (budget <= 0) {
      throw new IllegalArgumentException("budget must be positive, got " + budget);
    }
    this.budget = budget;
  }

  /**
   * Keeps a table for a while; returns what a scenario's {@code csv=} calls it. The same text has
   * the same name.
   *
   * @throws ScenarioException if it is no table, or larger than {@link ScenarioLimits#CSV_BYTES}
   */
  public String keep(String csv) {
    return shelf.keep(csv);
  }

  /** A sentence on each thing in a scenario's data that could have been taken in another way. */
  public List<String> remarks(Scenario scenario) {
    return shelf.samples(scenario).remarks();
  }

  /**
   * The snapshot of a scenario.
   *
   * @throws ScenarioException if there is none, with a sentence that says why and what to do
   * @throws InterruptedException if the thread is interrupted while it, or another one for it,
   *     computes; what was reached until then is kept
   */
  public Snapshot of(Scenario scenario) throws InterruptedException {
    while (true) {
      Snapshot kept = kept(scenario);
      if (kept != null) {
        return kept;
      }
      CompletableFuture<Snapshot> mine = new CompletableFuture<>();
      CompletableFuture<Snapshot> other = underWay.putIfAbsent(scenario, mine);
      if (other == null) {
        return computed(scenario, mine);
      }
      Snapshot theirs = awaited(other);
      if (theirs != null) {
        return theirs;
      }
    }
  }

  private Snapshot computed(Scenario scenario, CompletableFuture<Snapshot> promise)
      throws InterruptedException {
    try {
      Snapshot snapshot = compute(scenario);
      promise.complete(snapshot);
      return snapshot;
    } catch (InterruptedException | RuntimeException | Error e) {
      promise.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(scenario);
    }
  }

  /** What another thread makes of it; null if that one was interrupted. */
  private static @Nullable Snapshot awaited(CompletableFuture<Snapshot> other)
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

  private Snapshot compute(Scenario scenario) throws InterruptedException {
    Scenario plain = withoutPicture(scenario);
    if (!plain.equals(scenario)) {
      return keep(of(plain).seenFrom(scenario));
    }
    Snapshot snapshot = nearest(scenario);
    snapshot.checkReplayable(scenario.log().updates());
    for (Change change : rest(snapshot.scenario().log(), scenario.log())) {
      for (Change part : parts(change)) {
        snapshot = keep(snapshot.then(part));
      }
    }
    return snapshot;
  }

  private static Scenario withoutPicture(Scenario scenario) {
    boolean drawn = !scenario.get(Key.INPUT).isEmpty() || !scenario.get(Key.TARGET).isEmpty();
    return drawn ? scenario.with(Key.INPUT, "").with(Key.TARGET, "") : scenario;
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

  /** The snapshot that is kept with the longest beginning of this log, else the start. */
  private Snapshot nearest(Scenario scenario) {
    Log log = scenario.log();
    synchronized (this) {
      while (true) {
        Scenario stem = scenario.with(new Log(log.stem()));
        NavigableMap<Long, Scenario> known = byStem.getOrDefault(stem, new TreeMap<>());
        Map.Entry<Long, Scenario> best = known.floorEntry(log.lastUpdates());
        Snapshot snapshot = best == null ? null : byUse.get(best.getValue());
        if (snapshot != null) {
          return snapshot;
        }
        if (log.stem().isEmpty()) {
          break;
        }
        log = new Log(log.stem().subList(0, log.stem().size() - 1));
      }
    }
    return keep(Snapshot.start(scenario, shelf, this::traced));
  }

  private synchronized @Nullable Snapshot kept(Scenario scenario) {
    return byUse.get(scenario);
  }

  private synchronized Snapshot keep(Snapshot snapshot) {
    Scenario scenario = snapshot.scenario();
    Snapshot before = byUse.put(scenario, snapshot);
    if (before != null) {
      uncount(before);
    }
    bytes += snapshot.bytes();
    Log log = scenario.log();
    byStem
        .computeIfAbsent(scenario.with(new Log(log.stem())), unused -> new TreeMap<>())
        .put(log.lastUpdates(), scenario);
    shrink(snapshot);
    return snapshot;
  }

  private synchronized void traced(Snapshot snapshot) {
    if (byUse.get(snapshot.scenario()) == snapshot) { // else its trace goes when it goes
      Long before = traces.put(snapshot, snapshot.traceBytes());
      bytes += snapshot.traceBytes() - (before == null ? 0 : before);
      shrink(snapshot);
    }
  }

  /** Drops traces, which are soon made anew, before snapshots, which take all updates again. */
  private void shrink(Snapshot newest) {
    Iterator<Map.Entry<Snapshot, Long>> traced = traces.entrySet().iterator();
    while (bytes > budget && traced.hasNext()) {
      Map.Entry<Snapshot, Long> eldest = traced.next();
      if (eldest.getKey() != newest) {
        traced.remove();
        bytes -= eldest.getValue();
        eldest.getKey().dropTrace();
      }
    }
    Iterator<Snapshot> snapshots = byUse.values().iterator();
    while (bytes > budget && snapshots.hasNext()) {
      Snapshot eldest = snapshots.next();
      if (eldest != newest) {
        snapshots.remove();
        uncount(eldest);
        forget(eldest.scenario());
      }
    }
  }

  private void uncount(Snapshot snapshot) {
    Long trace = traces.remove(snapshot);
    bytes -= snapshot.bytes() + (trace == null ? 0 : trace);
  }

  private void forget(Scenario scenario) {
    Log log = scenario.log();
    Scenario stem = scenario.with(new Log(log.stem()));
    NavigableMap<Long, Scenario> known = byStem.get(stem);
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

  /** How many snapshots are kept. */
  public synchronized int size() {
    return byUse.size();
  }
}
