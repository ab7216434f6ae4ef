package dev.chainrule.schedule;

/**
 * γ^step.
 *
 * @param gamma γ, in (0, 1]
 */
public record Exponential(double gamma) implements Schedule {
  /** Checks the constants. */
  public Exponential {
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must be in (0, 1], got " + gamma);
    }
  }

  @Override
  public double factor(long step) {
    return Math.pow(gamma, (double) step);
  }
}
