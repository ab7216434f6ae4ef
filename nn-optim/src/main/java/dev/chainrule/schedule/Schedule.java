package dev.chainrule.schedule;

/**
 * By which factor of its base the learning rate goes at each step. Immutable, equal by value.
 *
 * <pre>{@code
 * Schedule schedule = new Warmup(100, 0, new Cosine(900, 0)); // up for 100 steps, down for 900
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The factor at a step.
   *
   * @param step how many steps were taken before it, from 0
   */
  double factor(long step);
}
