package dev.chainrule.schedule;

/**
 * A straight line from a start up to 1, then another schedule from its beginning, which is at 1
 * first. Goyal et al. 2017, §2.2.
 *
 * @param steps how many steps are taken below 1, not negative; of 0 there is no warm-up
 * @param start the factor at step 0, in [0, 1]
 * @param then what follows
 */
public record Warmup(long steps, double start, Schedule then) implements Schedule {
  /** Checks the constants. */
  public Warmup {
    if (steps < 0) {
      throw new IllegalArgumentException("steps must not be negative, got " + steps);
    }
    if (!(start >= 0 && start <= 1)) {
      throw new IllegalArgumentException("start must be in [0, 1], got " + start);
    }
  }

  @Override
  public double factor(long step) {
    return step < steps ? start + (1 - start) * step / steps : then.factor(step - steps);
  }
}
