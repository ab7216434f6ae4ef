package dev.chainrule.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/** What {@code nn bench} can measure. */
enum BenchPart {
  STEPS,
  INFERENCE,
  EPOCH,
  GROWTH,
  AUTODIFF;

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of this name. (Not a converter: picocli takes a list's element that cannot be converted
   * for an unknown argument, and does not say why.)
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  static BenchPart named(String name) {
    return Arrays.stream(values())
        .filter(part -> part.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no part "
                        + name
                        + " to measure; there are "
                        + String.join(", ", new Names())));
  }

  /** All names, for help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(BenchPart::toString).iterator();
    }
  }
}
