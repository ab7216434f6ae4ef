package dev.chainrule.schedule;

/**
 * Half a cosine from 1 down to a floor: f + (1 − f) ½(1 + cos(π step/total)), and f from then on.
 * Loshchilov &amp; Hutter 2017, (5), without restarts.
 *
 * @param total how many steps down, positive
 * @param floor f, in [0, 1]
 */
public record Cosine(long total, double floor) implements Schedule {
  /** Checks the constants. */
  public Cosine {
    if (total <= 0) {
      throw new IllegalArgumentException("total must be positive, got " + total);
    }
    if (!(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException("floor must be in [0, 1], got " + floor);
    }
  }

  @Override
  public double factor(long step) {
    return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * Math.min(step, total) / total));
  }
}
