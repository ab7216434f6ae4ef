package dev.chainrule.optim;

import dev.chainrule.kernel.FlatVector;
import dev.chainrule.kernel.Vectors;
import dev.chainrule.schedule.Schedule;

/**
 * Multiplies the update by a schedule's factor: behind an optimizer, that is its learning rate.
 *
 * @param schedule the factors
 */
public record Scheduled(Schedule schedule) implements Rule {

  /** Checks the constants. */
  public Scheduled {
    java.util.Objects.requireNonNull(schedule, "schedule");
  }

  @Override
  public void apply(Update u) {
    Vectors k = u.vectors();
    FlatVector g = u.gradient();
    double factor = schedule.factor(u.step() - 1);
    if (factor != 1) {
      k.axpby(factor, g, 0, g);
    }
  }
}
