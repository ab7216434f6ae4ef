package dev.chainrule.schedule;

/**
 * γ^⌊step/size⌋: multiplied by γ every so many steps.
 *
 * @param size how many steps a stair is long, positive
 * @param gamma γ, in (0, 1]
 */
public record StepDecay(long size, double gamma) implements Schedule {
  /** Checks the constants. */
  public StepDecay {
    if (size <= 0) {
      throw new IllegalArgumentException("size must be positive, got " + size);
    }
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must be in (0, 1], got " + gamma);
    }
  }

  @Override
  public double factor(long step) {
    return Math.pow(gamma, (double) Math.floorDiv(step, size));
  }
}
