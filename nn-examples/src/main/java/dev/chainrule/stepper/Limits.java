package dev.chainrule.stepper;

import java.util.Locale;

/** How large a situation may be, so that any of them is answered soon and in bounded memory. */
public final class Limits {
  /** Characters of a table that stands in the situation itself. */
  public static final int CSV_CHARACTERS = 4_000;

  /** Bytes of a table that is kept by its hash. */
  public static final int CSV_BYTES = 1 << 20;

  /** Numbers that a network may learn. */
  public static final long PARAMETERS = 1_000_000;

  /**
   * Parameters up to which a network computes in double, so that its difference quotients agree.
   */
  public static final long DOUBLE_PARAMETERS = 20_000;

  /** Hidden layers. */
  public static final int LAYERS = 10;

  /** Units of one layer. */
  public static final int UNITS = 2_000;

  /** Rows of a generated set, or of the beginning of a published one. */
  public static final int POINTS = 60_000;

  /** Rows in a step. */
  public static final int BATCH = 1_000;

  /** Numbers of a batch: rows times the most numbers that a layer takes or gives. */
  public static final long BATCH_NUMBERS = 1_000_000;

  /** Updates in a log. */
  public static final long UPDATES = 200_000;

  /** Changes in a log. */
  public static final int CHANGES = 1_000;

  /** What a log may cost, in the unit of {@link #cost}: some ten seconds. */
  static final double COST = 1e11;

  /** What one update costs beside its multiplications, as so many of them. */
  private static final double OVERHEAD = 2e5;

  private Limits() {}

  /** What so many updates cost: about as many multiplications. */
  static double cost(long updates, long batch, long parameters) {
    return updates * (OVERHEAD + 3.0 * batch * parameters);
  }

  /** As people write it: {@code 100,000}. */
  public static String text(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
