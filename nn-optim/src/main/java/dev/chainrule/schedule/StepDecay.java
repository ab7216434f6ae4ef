package dev.chainrule.schedule;

/**
 * Stairs down, each γ times as high as the one before: γ^⌊stairs · step/total⌋, and the last stair,
 * γ^(stairs − 1), from step {@code total} on. Where the number of stairs does not divide that of
 * the steps, the stairs' lengths differ by one.
 *
 * <pre>{@code
 * new StepDecay(90, 3, 0.1) // 1 for 30 steps, 0.1 for 30, then 0.01: PyTorch's StepLR(30, 0.1)
 * }</pre>
 *
 * @param total how many steps all stairs are long together, positive
 * @param stairs how many there are, positive
 * @param gamma γ, in (0, 1]
 */
public record StepDecay(long total, int stairs, double gamma) implements Schedule {
  /** Checks the constants. */
  public StepDecay {
    if (total <= 0) {
      throw new IllegalArgumentException("total must be positive, got " + total);
    }
    if (stairs <= 0) {
      throw new IllegalArgumentException("stairs must be positive, got " + stairs);
    }
    if (total > Long.MAX_VALUE / stairs) {
      throw new IllegalArgumentException("total must be less than 2⁶³/stairs, got " + total);
    }
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must be in (0, 1], got " + gamma);
    }
  }

  @Override
  public double factor(long step) {
    return Math.pow(gamma, (double) Math.floorDiv(Math.min(step, total - 1) * stairs, total));
  }
}
