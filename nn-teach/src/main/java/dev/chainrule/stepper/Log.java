package dev.chainrule.stepper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was done since the start, in order: {@code u12~A0[0,1]=0.3~u3}. Two updates in a row are one
 * change.
 *
 * @param changes the oldest first
 */
public record Log(List<Change> changes) {
  /** Nothing was done. */
  public static final Log EMPTY = new Log(List.of());

  private static final String JOINED = "~";

  /**
   * Merges updates, and checks how much it is.
   *
   * @throws ScenarioException if it is more than {@link ScenarioLimits} allow
   */
  public Log {
    List<Change> merged = new ArrayList<>();
    for (Change change : changes) {
      add(change, merged);
    }
    changes = List.copyOf(merged);
    if (changes.size() > ScenarioLimits.CHANGES) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "the log has %d changes, more than %d: start anew from where it leads",
              changes.size(),
              ScenarioLimits.CHANGES));
    }
    if (updates(changes) > ScenarioLimits.UPDATES) {
      throw new ScenarioException(
          String.format(
              Locale.ROOT,
              "the log has %s updates, more than the %s that are replayed here: nn train goes further",
              ScenarioLimits.text(updates(changes)),
              ScenarioLimits.text(ScenarioLimits.UPDATES)));
    }
  }

  private static void add(Change change, List<Change> to) {
    int last = to.size() - 1;
    if (change instanceof Change.Updates more
        && last >= 0
        && to.get(last) instanceof Change.Updates before) {
      to.set(last, new Change.Updates(before.count() + more.count()));
    } else {
      to.add(change);
    }
  }

  private static long updates(List<Change> changes) {
    return changes.stream()
        .mapToLong(change -> change instanceof Change.Updates updates ? updates.count() : 0)
        .sum();
  }

  /**
   * The log of this text; of an empty one, {@link #EMPTY}.
   *
   * @throws ScenarioException if a part of it is no change, or it is more than {@link
   *     ScenarioLimits} allow
   */
  public static Log parse(String text) {
    List<Change> changes = new ArrayList<>();
    for (String part : text.split(JOINED, -1)) {
      if (!part.isBlank()) {
        changes.add(Change.parse(part));
      }
    }
    return new Log(changes);
  }

  /** This log and one more change. */
  public Log then(Change change) {
    List<Change> more = new ArrayList<>(changes);
    more.add(change);
    return new Log(more);
  }

  /** How many updates it has in all. */
  public long updates() {
    return updates(changes);
  }

  /** How many updates it ends with. */
  long lastUpdates() {
    return stem().size() == changes.size()
        ? 0
        : updates(changes.subList(changes.size() - 1, changes.size()));
  }

  /** What comes before the updates that it ends with. */
  List<Change> stem() {
    int size = changes.size();
    boolean updatesLast = size > 0 && changes.get(size - 1) instanceof Change.Updates;
    return updatesLast ? changes.subList(0, size - 1) : changes;
  }

  /** What was done after the last update. */
  List<Change> sinceUpdates() {
    int from = changes.size();
    while (from > 0 && !(changes.get(from - 1) instanceof Change.Updates)) {
      from--;
    }
    return changes.subList(from, changes.size());
  }

  /** As it stands in a scenario. */
  @Override
  public String toString() {
    return changes.stream().map(Change::text).collect(Collectors.joining(JOINED));
  }
}
