package dev.chainrule.stepper;

import java.util.Locale;

/** How large a scenario may be, so that any of them is answered soon and in bounded memory. */
public final class ScenarioLimits {
  /** Characters of a table that stands in the scenario itself. */
  public static final int CSV_CHARACTERS = 4_000;

  /** Bytes of a table that is kept by its hash. */
  public static final int CSV_BYTES = 1 << 20;

  /** HeapVector that a network may learn. */
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

  /** HeapVector of a batch: rows times the most numbers that a layer takes or gives. */
  public static final long BATCH_NUMBERS = 1_000_000;

  /** Updates in a log. */
  public static final long UPDATES = 200_000;

  /** Changes in a log. */
  public static final int CHANGES = 1_000;

  /** Seconds that a log may take on a machine with nothing else to do, about. */
  static final double SECONDS = 20;

  // Measured on two cores of 2023: what one update takes whatever its size, by ND4J's operations in
  // double and by the fast kernels in float, and the multiplications of a second.
  private static final double DOUBLE_OVERHEAD = 4e-4;
  private static final double FLOAT_OVERHEAD = 5e-5;
  private static final double MULTIPLICATIONS = 1e10;

  private ScenarioLimits() {}

  /** About how many seconds an update takes: forward, backward by z and by A, each a product. */
  static double secondsEach(long batch, long parameters) {
    double overhead = parameters <= DOUBLE_PARAMETERS ? DOUBLE_OVERHEAD : FLOAT_OVERHEAD;
    return overhead + 3.0 * batch * parameters / MULTIPLICATIONS;
  }

  /** As people write it: {@code 100,000}. */
  public static String text(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
